package io.antiphon.media.secure;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the library allocates for a packet; nobody else does anything per packet on the lane. */
class SrtpAllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int PACKETS = 10_000;
    private static final int SSRC = 5;

    private final byte[] plain = new byte[172];
    private int sequence;

    @ParameterizedTest
    @CsvSource({"AES_CM_128_HMAC_SHA1_80,1000", "AES_256_CM_HMAC_SHA1_32,1000",
            "AEAD_AES_128_GCM,2600", "AEAD_AES_256_GCM,2600"})
    void bothWaysTogetherStayWithinWhatTheirDocumentationSays(SrtpSuite suite, int mostBytes) {
        var key = new SrtpKey(suite, new byte[suite.masterBytes()]);
        var both = new Srtp(SSRC, new SrtpKeys(key, key));
        var packet = SrtpVectorsTest.packet(plain);
        plain[0] = (byte) 0x80;
        plain[11] = SSRC;
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 6; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < PACKETS; i++) {
                packet.clear().put(plain).putShort(2, (short) sequence++).flip();
                if (!both.protectRtp(packet) || !both.unprotectRtp(packet, 0)) {
                    throw new AssertionError("packet " + sequence);
                }
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        long bytes = least / PACKETS;
        assertTrue(bytes <= mostBytes, suite + " allocates " + bytes);
    }
}
