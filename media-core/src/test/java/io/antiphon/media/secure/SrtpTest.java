package io.antiphon.media.secure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two ends of one call. */
class SrtpTest {

    private static final SrtpSuite SUITE = SrtpSuite.AES_CM_128_HMAC_SHA1_80;
    private static final int SSRC = 0x1234_5678;

    private final SrtpKey there = key(SUITE, 1);
    private final SrtpKey here = key(SUITE, 2);
    private final Srtp peer = new Srtp(SSRC, new SrtpKeys(there, here));
    private final Srtp ours = new Srtp(99, new SrtpKeys(here, there));

    private static SrtpKey key(SrtpSuite suite, int seed) {
        var master = new byte[suite.masterBytes()];
        new Random(seed).nextBytes(master);
        return new SrtpKey(suite, master);
    }

    private static ByteBuffer plain(int ssrc, int sequence) {
        var bytes = new byte[172];
        Arrays.fill(bytes, 12, 172, (byte) sequence);
        ByteBuffer.wrap(bytes).putShort((short) 0x8000).putShort((short) sequence).putInt(8, ssrc);
        return SrtpVectorsTest.packet(bytes);
    }

    private static ByteBuffer sent(Srtp from, int sequence) {
        var packet = plain(SSRC, sequence);
        assertTrue(from.protectRtp(packet));
        return packet;
    }

    private static ByteBuffer copy(ByteBuffer packet) {
        return SrtpVectorsTest.packet(SrtpVectorsTest.bytes(packet));
    }

    private boolean opens(ByteBuffer packet) {
        return ours.unprotectRtp(copy(packet), 0);
    }

    @ParameterizedTest
    @EnumSource(SrtpSuite.class)
    void noBitCanBeChanged(SrtpSuite suite) {
        var from = new Srtp(SSRC, new SrtpKeys(key(suite, 3), key(suite, 4)));
        var to = new Srtp(99, new SrtpKeys(key(suite, 4), key(suite, 3)));
        var packet = sent(from, 7);
        int bits = packet.remaining() * 8;
        for (int bit = 0; bit < bits; bit++) {
            var changed = copy(packet);
            int at = bit / 8;
            changed.put(at, (byte) (changed.get(at) ^ 1 << bit % 8));
            assertFalse(to.unprotectRtp(changed, 0), "bit " + bit);
        }
        for (int length = 0; length < packet.remaining(); length++) {
            assertFalse(to.unprotectRtp(copy(packet).limit(length), 0), "length " + length);
        }
        assertEquals(bits + packet.remaining(), to.forged());
        var opened = copy(packet);
        assertTrue(to.unprotectRtp(opened, 0));
        assertArrayEquals(SrtpVectorsTest.bytes(plain(SSRC, 7)), SrtpVectorsTest.bytes(opened));
    }

    @ParameterizedTest
    @EnumSource(SrtpSuite.class)
    void noBitOfAReportCanBeChanged(SrtpSuite suite) {
        var from = new Srtp(SSRC, new SrtpKeys(key(suite, 3), key(suite, 4)));
        var to = new Srtp(99, new SrtpKeys(key(suite, 4), key(suite, 3)));
        var report = SrtpVectorsTest.packet(new byte[28]).putShort(0, (short) 0x80c8);
        report.putInt(4, SSRC);
        assertTrue(from.protectRtcp(report));
        int bits = report.remaining() * 8;
        for (int bit = 0; bit < bits; bit++) {
            var changed = copy(report);
            int at = bit / 8;
            changed.put(at, (byte) (changed.get(at) ^ 1 << bit % 8));
            assertFalse(to.unprotectRtcp(changed, 0), "bit " + bit);
        }
        assertTrue(to.unprotectRtcp(copy(report), 0));
        assertFalse(to.unprotectRtcp(copy(report), 0));
        assertEquals(bits, to.forged());
        assertEquals(1, to.replayed());
    }

    /** As Asterisk 22 writes them, where the standard has ten bytes. */
    @Test
    void reportsWithTheShortTagOfTheirSoundAreReadToo() throws GeneralSecurityException {
        var suite = SrtpSuite.AES_CM_128_HMAC_SHA1_32;
        var key = key(suite, 3);
        var to = new Srtp(99, new SrtpKeys(key(suite, 4), key));
        var plain = ByteBuffer.allocate(28).putShort(0, (short) 0x80c8).putInt(4, SSRC).array();
        for (int index = 1; index < 4; index++) {
            byte[] whole = Reference.rtcp(suite, Reference.joined(key.key(), key.salt()), plain,
                    index);
            var report = SrtpVectorsTest.packet(Arrays.copyOf(whole, whole.length - 6));
            var forged = copy(report);
            forged.put(9, (byte) (forged.get(9) ^ 1));
            assertFalse(to.unprotectRtcp(forged, 0));
            assertTrue(to.unprotectRtcp(copy(report), 0));
            assertFalse(to.unprotectRtcp(copy(report), 0));
        }
        assertEquals(3, to.forged());
        assertEquals(3, to.replayed());
    }

    @Test
    void whatCameBeforeIsNotHeardAgain() {
        var first = sent(peer, 1);
        assertTrue(opens(first));
        assertFalse(opens(first));
        var late = sent(peer, 2);
        for (int i = 3; i <= 65; i++) {
            assertTrue(opens(sent(peer, i)));
        }
        assertTrue(opens(late), "63 behind the newest");
        assertFalse(opens(late));
        for (int i = 66; i <= 200; i++) {
            assertTrue(opens(sent(peer, i)));
        }
        assertFalse(opens(first), "long ago");
        assertEquals(3, ours.replayed());
        assertEquals(0, ours.forged());
    }

    @Test
    void sequenceNumbersRollOverAndOver() {
        for (int i = 30_000; i < 3 * 65_536; i++) {
            assertTrue(opens(sent(peer, i)), "packet " + i);
        }
    }

    @Test
    void packetsOvertakeEachOtherWhereTheNumbersRollOver() {
        assertTrue(opens(sent(peer, 65_534)));
        var last = sent(peer, 65_535);
        assertTrue(opens(sent(peer, 65_536)));
        assertTrue(opens(last));
        assertTrue(opens(sent(peer, 65_537)));
    }

    @Test
    void whoMissedTheRollOverHearsTheStreamAllTheSame() {
        sent(peer, 65_530);
        assertTrue(opens(sent(peer, 65_540)));
        assertTrue(opens(sent(peer, 65_541)));
        assertEquals(0, ours.forged());
    }

    @Test
    void packetsOfTheFormerKeyAreOpenedForTwoSeconds() {
        assertTrue(opens(sent(peer, 1)));
        var onItsWay = sent(peer, 2);
        var lingering = sent(peer, 3);
        var next = new SrtpKeys(here, key(SUITE, 5));
        ours.rekey(next, 0);
        peer.rekey(new SrtpKeys(key(SUITE, 5), here), 0);
        assertTrue(ours.unprotectRtp(sent(peer, 4), 1));
        assertTrue(ours.unprotectRtp(onItsWay, Srtp.FORMER_KEY_NS - 1));
        assertFalse(ours.unprotectRtp(lingering, Srtp.FORMER_KEY_NS));
        assertTrue(ours.unprotectRtp(sent(peer, 5), Srtp.FORMER_KEY_NS));
        assertEquals(1, ours.forged());
    }

    @Test
    void aNewKeyIsUsedAtOnceAndBeginsToCountAnew() {
        for (int i = 65_000; i < 66_000; i++) {
            assertTrue(opens(sent(peer, i)));
        }
        peer.rekey(new SrtpKeys(key(SUITE, 6), here), 0);
        var fresh = new Srtp(99, new SrtpKeys(here, key(SUITE, 6)));
        assertTrue(fresh.unprotectRtp(sent(peer, 66_000), 0));
    }

    /** RFC 3711, section 3.3.1: "it MUST NOT be reset"; most begin anew all the same, as the test above does. */
    @ParameterizedTest
    @EnumSource(SrtpSuite.class)
    void whoGoesOnToCountUnderANewKeyIsHeardToo(SrtpSuite suite) throws Exception {
        var first = new byte[suite.masterBytes()];
        new Random(1).nextBytes(first);
        var second = new byte[suite.masterBytes()];
        new Random(2).nextBytes(second);
        var own = key(suite, 3);
        var hearing = new Srtp(99, new SrtpKeys(own, new SrtpKey(suite, first)));
        for (int i = 65_000; i < 66_000; i++) {
            assertTrue(hearing.unprotectRtp(counted(suite, first, i), 0));
        }
        hearing.rekey(new SrtpKeys(own, new SrtpKey(suite, second)), 0);
        // As if another change came before a word under this one.
        hearing.rekey(new SrtpKeys(own, new SrtpKey(suite, first)), 0);
        hearing.rekey(new SrtpKeys(own, new SrtpKey(suite, second)), 0);
        for (int i = 86_000; i < 3 * 65_536; i++) {
            assertTrue(hearing.unprotectRtp(counted(suite, second, i), 0), "packet " + i);
        }
        assertEquals(0, hearing.forged());
    }

    private static ByteBuffer counted(SrtpSuite suite, byte[] master, int index)
            throws GeneralSecurityException {
        return SrtpVectorsTest.packet(Reference.rtp(suite, master,
                SrtpVectorsTest.bytes(plain(SSRC, index)), index >> 16));
    }

    @Test
    void theSameKeyAgainChangesNothing() {
        for (int i = 65_000; i < 66_000; i++) {
            assertTrue(opens(sent(peer, i)));
        }
        var replay = sent(peer, 66_000);
        assertTrue(opens(replay));
        ours.rekey(new SrtpKeys(here, key(SUITE, 1)), 0);
        peer.rekey(new SrtpKeys(key(SUITE, 1), here), 0);
        assertTrue(opens(sent(peer, 66_001)), "the roll-over is still known");
        assertFalse(opens(replay), "so is what came before");
    }

    @Test
    void anotherSuiteIsAnotherKey() {
        var gcm = SrtpSuite.AEAD_AES_256_GCM;
        assertTrue(opens(sent(peer, 1)));
        peer.rekey(new SrtpKeys(key(gcm, 1), key(gcm, 2)), 0);
        ours.rekey(new SrtpKeys(key(gcm, 2), key(gcm, 1)), 0);
        assertTrue(opens(sent(peer, 2)));
        var back = plain(99, 1);
        assertTrue(ours.protectRtp(back));
        assertTrue(peer.unprotectRtp(back, 0));
    }

    /** Twenty senders in turn; more than the 16 that are remembered at once. */
    @Test
    void manySourcesMaySendWithOneKey() {
        for (int ssrc = 0; ssrc < 20; ssrc++) {
            var source = new Srtp(ssrc, new SrtpKeys(there, here));
            for (int i = 0; i < 3; i++) {
                var packet = plain(ssrc, i);
                assertTrue(source.protectRtp(packet));
                assertTrue(ours.unprotectRtp(packet, 0));
            }
        }
    }

    /** Seed 8. All kinds of garbage between the packets of a call, which loses none of them. */
    @ParameterizedTest
    @EnumSource(SrtpSuite.class)
    void noiseIsCountedAndDisturbsNothing(SrtpSuite suite) {
        var random = new Random(8);
        var from = new Srtp(SSRC, new SrtpKeys(key(suite, 3), key(suite, 4)));
        var to = new Srtp(99, new SrtpKeys(key(suite, 4), key(suite, 3)));
        for (int i = 0; i < 10_000; i++) {
            var noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            if (noise.length > 12 && random.nextBoolean()) {
                ByteBuffer.wrap(noise).putShort((short) 0x8000).putShort((short) i).putInt(8, SSRC);
            }
            var packet = SrtpVectorsTest.packet(noise);
            assertFalse(random.nextBoolean()
                    ? to.unprotectRtp(packet, i)
                    : to.unprotectRtcp(packet, i));
            if (i % 10 == 0) {
                assertTrue(to.unprotectRtp(sent(from, i / 10), i));
            }
        }
        assertEquals(10_000, to.forged() + to.replayed());
    }

    @Test
    void aNumberThatComesTwiceIsNotSent() {
        sent(peer, 5);
        var again = plain(SSRC, 5);
        assertFalse(peer.protectRtp(again));
    }

    @Test
    void nothingLeavesWithoutRoomForItsTag() {
        var tight = ByteBuffer.allocate(172);
        assertThrows(IllegalArgumentException.class, () -> peer.protectRtp(tight));
    }

    @Test
    void aKeyShowsNothingAndHasTheLengthOfItsSuite() {
        assertEquals("AES_CM_128_HMAC_SHA1_80 key", there.toString());
        assertNotEquals(there, here);
        assertEquals(there, key(SUITE, 1));
        assertThrows(IllegalArgumentException.class, () -> new SrtpKey(SUITE, new byte[29]));
    }

    @Test
    void allSuitesWorkOnThisMachine() {
        Srtp.prepare();
    }
}
