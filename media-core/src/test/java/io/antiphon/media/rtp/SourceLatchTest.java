package io.antiphon.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.media.codec.Codec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SourceLatchTest {

    private static final long MS = 1_000_000;
    private static final InetSocketAddress DESCRIBED = at(1, 4_000);
    private static final InetSocketAddress OTHER_PORT = at(1, 6_000);
    private static final InetSocketAddress SIGNALLING = at(2, 7_000);
    private static final InetSocketAddress STRANGER = at(9, 9_000);

    private final SourceLatch latch = new SourceLatch();
    private final RtpHeader header = new RtpHeader();

    @Test
    void describedAddressIsBelievedAtOnce() {
        latch.expect(spec(SourcePolicy.described()));
        assertTrue(send(DESCRIBED, 1, 0));
        assertEquals(DESCRIBED, target());
    }

    @Test
    void nobodyIsBelievedBeforeAnythingIsAgreedOn() {
        assertFalse(send(DESCRIBED, 1, 0));
        assertEquals(1, latch.foreign());
    }

    @Test
    void otherPortOfTheDescribedHostMustProveAStream() {
        latch.expect(spec(SourcePolicy.described()));
        assertFalse(send(OTHER_PORT, 1, 0));
        assertFalse(send(OTHER_PORT, 2, 20));
        assertFalse(send(OTHER_PORT, 3, 40));
        assertEquals(DESCRIBED, target());
        assertTrue(send(OTHER_PORT, 4, 60));
        assertEquals(OTHER_PORT, target());
        assertEquals(3, latch.unproven());
    }

    @Test
    void burstIsNoProof() {
        latch.expect(spec(SourcePolicy.ofAnyone()));
        for (int i = 0; i < 20; i++) {
            assertFalse(send(STRANGER, i, 0));
        }
        assertTrue(send(STRANGER, 20, 22));
    }

    @Test
    void randomNumbersAreNoProof() {
        latch.expect(spec(SourcePolicy.ofAnyone()));
        for (int i = 0; i < 50; i++) {
            assertFalse(send(STRANGER, i * 7, i * 20L));
        }
    }

    @Test
    void strangerIsForeignUnlessAnyoneMayCome() {
        latch.expect(spec(SourcePolicy.described()));
        for (int i = 0; i < 100; i++) {
            assertFalse(send(STRANGER, i, i * 20L));
        }
        assertEquals(100, latch.foreign());
        latch.expect(spec(SourcePolicy.ofAnyone()));
        assertEquals(4, firstAdmitted(STRANGER, 0));
    }

    @Test
    void hostOfTheSignallingMayProveAStream() {
        latch.expect(spec(new SourcePolicy(Optional.of(SIGNALLING.getAddress()), false)));
        assertEquals(4, firstAdmitted(SIGNALLING, 0));
        assertFalse(send(STRANGER, 1, 100));
    }

    @Test
    void runningCallCannotBeStolen() {
        latch.expect(spec(SourcePolicy.ofAnyone()));
        send(DESCRIBED, 0, 0);
        for (int i = 0; i < 500; i++) {
            assertTrue(send(DESCRIBED, i, i * 20L));
            assertFalse(send(STRANGER, i, i * 20L));
            assertFalse(send(OTHER_PORT, i, i * 20L));
        }
        assertEquals(DESCRIBED, target());
        assertEquals(1_000, latch.foreign());
    }

    @Test
    void silentCallCannotBeStolenByAnotherHost() {
        latch.expect(spec(SourcePolicy.ofAnyone()));
        send(DESCRIBED, 0, 0);
        for (int i = 0; i < 500; i++) {
            assertFalse(send(STRANGER, i, 5_000 + i * 20));
        }
        assertEquals(DESCRIBED, target());
    }

    @Test
    void betterRankWinsWithinThreeSecondsOnly() {
        latch.expect(spec(SourcePolicy.ofAnyone()));
        int admitted = firstAdmitted(STRANGER, 0);
        assertTrue(send(STRANGER, admitted, 80));
        assertTrue(send(DESCRIBED, 1, 2_900));
        assertEquals(DESCRIBED, target());

        latch.expect(spec(SourcePolicy.ofAnyone()));
        firstAdmitted(STRANGER, 3_000);
        assertTrue(send(STRANGER, 9, 6_050));
        assertFalse(send(DESCRIBED, 1, 6_100));
        assertEquals(STRANGER, target());
    }

    @Test
    void callerWhosePortChangesAfterSilenceIsFollowed() {
        latch.expect(spec(SourcePolicy.described()));
        firstAdmitted(OTHER_PORT, 0);
        var moved = at(1, 6_002);
        assertFalse(send(moved, 1, 1_900));
        assertEquals(OTHER_PORT, target());
        assertEquals(4, firstAdmitted(moved, 2_100));
        assertEquals(moved, target());
    }

    @Test
    void newOfferLearnsAnew() {
        latch.expect(spec(SourcePolicy.described()));
        send(DESCRIBED, 0, 0);
        latch.expect(spec(SourcePolicy.described()));
        assertEquals(4, firstAdmitted(OTHER_PORT, 20));
        assertEquals(OTHER_PORT, target());
    }

    @Test
    void crowdOfStrangersDoesNotKeepTheCallerOut() {
        latch.expect(spec(SourcePolicy.ofAnyone()));
        for (int i = 0; i < 200; i++) {
            send(at(100 + i % 50, 1_000 + i), i, i);
        }
        assertTrue(send(DESCRIBED, 1, 201));
    }

    @Test
    void reportsGoAndComeBesideThePackets() {
        latch.expect(spec(SourcePolicy.described()));
        assertEquals(at(1, 4_001), latch.reportTarget(spec(SourcePolicy.described())));
        firstAdmitted(OTHER_PORT, 0);
        assertEquals(at(1, 6_001), latch.reportTarget(spec(SourcePolicy.described())));
        assertTrue(latch.isKnownHost(at(1, 1)));
        assertFalse(latch.isKnownHost(STRANGER));
    }

    private int firstAdmitted(InetSocketAddress from, long startMs) {
        for (int i = 1; i < 100; i++) {
            if (send(from, i, startMs + i * 20L)) {
                return i;
            }
        }
        return -1;
    }

    private boolean send(InetSocketAddress from, int sequence, long atMs) {
        header.parse(WirePacket.numbered(sequence));
        return latch.admits(from, header, atMs * MS);
    }

    private InetSocketAddress target() {
        return latch.targetOr(DESCRIBED);
    }

    private static StreamSpec spec(SourcePolicy sources) {
        return new StreamSpec(DESCRIBED, at(1, 4_001), Codec.PCMU, 0, OptionalInt.empty(), 20,
                sources);
    }

    private static InetSocketAddress at(int host, int port) {
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(new byte[]{10, 0, 0, (byte) host}), port);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
