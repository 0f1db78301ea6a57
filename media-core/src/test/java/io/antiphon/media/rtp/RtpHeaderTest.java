package io.antiphon.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.media.rtp.RtpHeader.Verdict;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpHeaderTest {

    private static final String FIXED = "beef 80000001 fffffffe".replace(" ", "");

    private final RtpHeader header = new RtpHeader();

    @Test
    void plainPacketIsRead() {
        assertEquals(Verdict.SOUND, parse("8088" + FIXED + "010203"));
        assertTrue(header.marker());
        assertEquals(8, header.payloadType());
        assertEquals(0xbeef, header.sequence());
        assertEquals(0x80000001, header.timestamp());
        assertEquals(-2, header.ssrc());
        assertEquals(12, header.payloadOffset());
        assertEquals(3, header.payloadLength());
    }

    @Test
    void sourcesExtensionAndPaddingSurroundThePayload() {
        String sources = "0000000100000002";
        String extension = "bede0001" + "12345678";
        assertEquals(Verdict.SOUND,
                parse("b200" + FIXED + sources + extension + "aabb" + "000003"));
        assertFalse(header.marker());
        assertEquals(12 + 8 + 8, header.payloadOffset());
        assertEquals(2, header.payloadLength());
    }

    @Test
    void packetMayBePaddingOnly() {
        assertEquals(Verdict.SOUND, parse("a000" + FIXED + "00000004"));
        assertEquals(0, header.payloadLength());
    }

    @Test
    void packetInTheMiddleOfABufferIsRead() {
        var buffer = ByteBuffer.allocate(50).position(5);
        buffer.put(HexFormat.of().parseHex("8000" + FIXED + "aabb"));
        buffer.limit(19).position(5);
        assertEquals(Verdict.SOUND, header.parse(buffer));
        assertEquals(17, header.payloadOffset());
        assertEquals(2, header.payloadLength());
    }

    @Test
    void malformedPacketsAreToldApart() {
        assertEquals(Verdict.TOO_SHORT, parse(""));
        assertEquals(Verdict.TOO_SHORT, parse("8000beef80000001fffffff"
                .substring(0, 22)));
        assertEquals(Verdict.TOO_SHORT, parse("8300" + FIXED + "00000001"));
        assertEquals(Verdict.WRONG_VERSION, parse("4000" + FIXED));
        assertEquals(Verdict.BAD_EXTENSION, parse("9000" + FIXED + "bede"));
        assertEquals(Verdict.BAD_EXTENSION, parse("9000" + FIXED + "bedeffff00000000"));
        assertEquals(Verdict.BAD_PADDING, parse("a000" + FIXED + "0000"));
        assertEquals(Verdict.BAD_PADDING, parse("a000" + FIXED + "0003"));
        assertEquals(Verdict.BAD_PADDING, parse("a000" + FIXED.substring(0, 18) + "ff"));
    }

    @Test
    void payloadOfGarbageLiesWithinTheDatagram() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        int sound = 0;
        for (int i = 0; i < 200_000; i++) {
            var bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) (0x80 | (bytes[0] & 0x3f));
            }
            if (header.parse(ByteBuffer.wrap(bytes)) == Verdict.SOUND) {
                sound++;
                assertTrue(header.payloadOffset() >= 12 && header.payloadLength() >= 0);
                assertTrue(header.payloadOffset() + header.payloadLength() <= bytes.length);
            }
        }
        assertTrue(sound > 1_000, "only " + sound + " were sound");
    }

    @Test
    void protocolsAreToldByTheirFirstBytes() {
        assertEquals(DatagramKind.OTHER, kind("0001"));
        assertEquals(DatagramKind.OTHER, kind("16fe"));
        assertEquals(DatagramKind.OTHER, kind("40ff"));
        assertEquals(DatagramKind.OTHER, kind("c000"));
        assertEquals(DatagramKind.OTHER, kind("80"));
        assertEquals(DatagramKind.RTP, kind("8000"));
        assertEquals(DatagramKind.RTP, kind("80e5"));
        assertEquals(DatagramKind.RTP, kind("bf88"));
        assertEquals(DatagramKind.RTCP, kind("80c8"));
        assertEquals(DatagramKind.RTCP, kind("81c0"));
        assertEquals(DatagramKind.RTCP, kind("80df"));
    }

    private Verdict parse(String hex) {
        return header.parse(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }

    private static DatagramKind kind(String hex) {
        return DatagramKind.of(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }
}
