package io.antiphon.media.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.lmax.disruptor.RingBuffer;
import io.antiphon.media.codec.Codec;
import io.antiphon.media.dtls.DtlsTerms;
import io.antiphon.media.dtls.Fingerprint;
import io.antiphon.media.dtls.Handshaking;
import io.antiphon.media.dtls.Identity;
import io.antiphon.media.floor.FloorPolicy;
import io.antiphon.media.floor.FloorRules;
import io.antiphon.media.rtp.FrameSink;
import io.antiphon.media.rtp.RtpSession;
import io.antiphon.media.rtp.SourcePolicy;
import io.antiphon.media.rtp.StreamSpec;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which agreements begin a handshake; none of them gets further than that. */
class HandshakeDeskTest {

    private static final Fingerprint PBX = Fingerprint.of("sha-256", "AB" + ":01".repeat(31));
    private static final Fingerprint ANOTHER = Fingerprint.of("sha-256", "CD" + ":01".repeat(31));
    private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.7", 7_000);
    private static final InetSocketAddress THERE = new InetSocketAddress("192.0.2.7", 7_002);
    private static final InetSocketAddress ON_HOLD = new InetSocketAddress("0.0.0.0", 7_000);

    private int begun;
    private final HandshakeDesk desk = desk();

    private HandshakeDesk desk() {
        var loop = new SimLoop();
        var identity = Identity.make(new SecureRandom(), Instant.EPOCH);
        var policy = FloorPolicy.DEFAULT;
        var house = new Lane.House(policy, new FloorRules(policy), 1, loop, () -> Instant.EPOCH,
                new Random(1), Optional.of(new Handshaking(identity, _ -> {
                    begun++;
                    return new Thread(() -> {});
                })));
        var lane = new Lane(house, loop,
                RingBuffer.createSingleProducer(AudioFrame::new, 2), new LaneCounters(), 1);
        return new HandshakeDesk(lane, new RtpSession(loop.open().orElseThrow(), new Unheard(),
                new Random(1), () -> Instant.EPOCH), _ -> {});
    }

    private static final class Unheard implements FrameSink {

        @Override
        public void frame(short[] pcm, long position, boolean concealed, long arrivalNs) {
            throw new AssertionError("a frame without a packet");
        }

        @Override
        public void digitPressed(char digit, long nowNs) {
            throw new AssertionError("a key without a packet");
        }
    }

    private int begunBy(InetSocketAddress place, Fingerprint theirs, boolean isClient) {
        int before = begun;
        desk.agreed(new StreamSpec(place, place, Codec.PCMU, 0, OptionalInt.empty(), 20,
                SourcePolicy.described(), Optional.empty(),
                Optional.of(new DtlsTerms(theirs, isClient))));
        return begun - before;
    }

    @Test
    void theSameAgreementAgainBeginsNone() {
        assertEquals(1, begunBy(HERE, PBX, true));
        assertEquals(0, begunBy(HERE, PBX, true));
    }

    /** As when a call takes the place of another of the same PBX, which has one certificate for both. */
    @Test
    void theSameCertificateElsewhereIsAnotherAssociation() {
        assertEquals(1, begunBy(HERE, PBX, true));
        assertEquals(1, begunBy(THERE, PBX, true));
    }

    @Test
    void anotherCertificateOrRoleIsAnotherAssociation() {
        assertEquals(1, begunBy(HERE, PBX, true));
        assertEquals(1, begunBy(HERE, ANOTHER, true));
        assertEquals(1, begunBy(HERE, ANOTHER, false));
    }

    /** RFC 3264, section 8.4: all zeros are no place to go to. */
    @Test
    void holdAndResumeGoOnWithTheKeysThatThereAre() {
        assertEquals(1, begunBy(HERE, PBX, true));
        assertEquals(0, begunBy(ON_HOLD, PBX, true));
        assertEquals(0, begunBy(HERE, PBX, true));
    }
}
