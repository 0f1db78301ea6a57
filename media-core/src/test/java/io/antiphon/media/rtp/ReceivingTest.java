package io.antiphon.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReceivingTest {

    private static final InetSocketAddress STRANGER = new InetSocketAddress("10.0.0.9", 4_000);

    private final Caller caller = Caller.started();

    @Test
    void packetInOrderIsAFrameAtOnce() {
        for (int i = 0; i < 5; i++) {
            caller.arrives(WirePacket.numbered(i), 20L * i);
            assertEquals(i + 1, caller.frames.size());
            assertEquals(new Caller.Heard(320L * i, false, 20L * i, 0), caller.frames.get(i));
        }
    }

    @Test
    void lostPacketIsConcealedOnceItsTimeIsOver() {
        caller.arriveInTime(0, 5);
        caller.arrives(WirePacket.numbered(6), 120);
        assertEquals(5, caller.frames.size());
        caller.poll(130);
        assertEquals(List.of(0L, 320L, 640L, 960L, 1280L, 1600L, 1920L), caller.positions());
        assertEquals(List.of(false, false, false, false, false, true, false), caller.concealed());
        assertEquals(1, caller.session.snapshot().lost());
    }

    @Test
    void reorderedPacketsAreHeardInOrderWithoutConcealment() {
        caller.arriveInTime(0, 2);
        caller.arrives(WirePacket.numbered(3), 59);
        caller.poll(60);
        caller.arrives(WirePacket.numbered(2), 61);
        assertEquals(List.of(0L, 320L, 640L, 960L), caller.positions());
        assertFalse(caller.concealed().contains(true));
    }

    @Test
    void latePacketIsCountedAndNotHeard() {
        caller.arriveInTime(0, 2);
        caller.arrives(WirePacket.numbered(3), 60);
        caller.poll(80);
        caller.arrives(WirePacket.numbered(2), 81);
        assertEquals(4, caller.frames.size());
        assertEquals(1, caller.session.snapshot().late());
    }

    @Test
    void unevenNetworkIsGivenMoreTimeThanAnEvenOne() {
        for (int i = 0; i < 200; i++) {
            caller.arrives(WirePacket.numbered(i), 20L * i + i % 2 * 18L);
        }
        int before = caller.frames.size();
        caller.arrives(WirePacket.numbered(201), 4_020);
        caller.poll(4_050);
        assertEquals(before, caller.frames.size());
        caller.poll(4_060);
        assertEquals(before + 2, caller.frames.size());
    }

    @Test
    void packetsOfAnyLengthBecomeFramesOfTwentyMilliseconds() {
        int timestamp = 0;
        int sequence = 0;
        for (int ms : new int[]{10, 10, 30, 60, 20, 10, 50, 10}) {
            caller.arrives(WirePacket.sound(sequence++, timestamp, WirePacket.SSRC, 0xff, ms * 8),
                    timestamp / 8L);
            timestamp += ms * 8;
        }
        assertEquals(10, caller.frames.size());
        assertEquals(9 * 320L, caller.frames.get(9).position());
        assertFalse(caller.concealed().contains(true));
    }

    @Test
    void timeThatPassesWithoutPacketsMovesThePositionAndInsertsNothing() {
        caller.arriveInTime(0, 2);
        // A hold of 60 s: the sequence goes on, the clock of the other side did too.
        caller.arrives(WirePacket.sound(2, 160 * 3_000, 0xff), 60_000);
        assertEquals(List.of(0L, 320L, 320L * 3_000), caller.positions());
        assertEquals(0, caller.session.snapshot().lost());
    }

    @Test
    void timestampThatRunsAwayMovesThePositionNoFurtherThanTheClock() {
        caller.arriveInTime(0, 2);
        caller.arrives(WirePacket.sound(2, 1_500_000_000, 0xff), 40);
        caller.arrives(WirePacket.sound(3, 1_500_000_160, 0xff), 60);
        // The 20 ms since the last packet's arrival and a second of slack.
        assertEquals(List.of(0L, 320L, 640L + 16_320, 960L + 16_320), caller.positions());
        caller.arrives(WirePacket.sound(4, 7, 0xff), 80);
        assertEquals(1_280L + 16_320, caller.frames.get(4).position());
    }

    @Test
    void silenceGoesOnWhereThePeerStopsSending() {
        caller.arriveInTime(0, 5);
        caller.pollFrom(100, 300);
        // The last packet came at 80 and lasts until 100; patience ends at 160.
        assertEquals(5 + 8, caller.frames.size());
        assertTrue(caller.concealed().subList(5, 13).stream().allMatch(concealed -> concealed));
        assertEquals(160, caller.frames.get(5).arrivalMs());
        caller.arrives(WirePacket.sound(5, 160 * 20, 0xff), 400);
        assertEquals(320L * 20, caller.frames.get(13).position());
    }

    @Test
    void silenceDoesNotGoOnForEver() {
        caller.arriveInTime(0, 5);
        caller.pollFrom(100, 60_000);
        assertEquals(5 + 496, caller.frames.size());
        assertEquals(80 * Caller.MS, caller.session.lastArrivalNs());
    }

    @Test
    void soundThatTheNetworkHeldUpIsAllHeard() {
        caller.arriveInTime(0, 5);
        caller.pollFrom(100, 300);
        for (int i = 5; i < 16; i++) {
            caller.arrives(WirePacket.numbered(i), 305);
        }
        assertEquals(11,
                caller.frames.stream().skip(13).filter(frame -> !frame.concealed()).count());
        for (int i = 0; i < caller.frames.size(); i++) {
            assertEquals(320L * i, caller.frames.get(i).position());
        }
    }

    @Test
    void newStreamOfTheCallerIsHeardFromItsSecondPacket() {
        caller.arriveInTime(0, 3);
        caller.arrives(WirePacket.sound(700, 9_000, 77, 0xff, 160), 60);
        assertEquals(3, caller.frames.size());
        caller.arrives(WirePacket.sound(701, 9_160, 77, 0xff, 160), 80);
        caller.arrives(WirePacket.sound(702, 9_320, 77, 0xff, 160), 100);
        assertEquals(List.of(0L, 320L, 640L, 960L, 1280L), caller.positions());
        assertEquals(1, caller.session.snapshot().strays());
    }

    @Test
    void lonePacketOfAnotherStreamChangesNothing() {
        caller.arriveInTime(0, 3);
        caller.arrives(WirePacket.sound(700, 9_000, 77, 0xff, 160), 60);
        caller.arrives(WirePacket.numbered(3), 61);
        caller.arrives(WirePacket.sound(702, 9_320, 77, 0xff, 160), 80);
        caller.arrives(WirePacket.numbered(4), 81);
        assertEquals(5, caller.frames.size());
    }

    @Test
    void restartedSequenceIsHeardFromItsSecondPacket() {
        caller.arriveInTime(0, 3);
        caller.arrives(WirePacket.sound(20_000, 5, 0xff), 60);
        caller.arrives(WirePacket.sound(20_001, 165, 0xff), 80);
        assertEquals(List.of(0L, 320L, 640L, 960L), caller.positions());
    }

    @Test
    void keysAreReportedAndTheirTimeStaysOnTheTimeline() {
        caller.arriveInTime(0, 3);
        for (int i = 0; i < 5; i++) {
            caller.arrives(key(3 + i, 480, 5, 160 * (i + 1), i == 4), 60 + 20L * i);
        }
        caller.arrives(WirePacket.sound(8, 160 * 8, 0xff), 160);
        assertEquals(List.of("60 5", "140 up 5 100"), caller.keys);
        assertEquals(320L * 8, caller.frames.get(3).position());
        assertFalse(caller.concealed().contains(true));
    }

    @Test
    void keyIsReportedEvenWhileItsPlaceInTheOrderIsWaitedFor() {
        caller.arriveInTime(0, 3);
        caller.arrives(key(4, 480, 9, 320, false), 70);
        assertEquals(List.of("70 9"), caller.keys);
        caller.pollFrom(80, 240);
        assertEquals(List.of("70 9", "220 up 9 40"), caller.keys);
    }

    @Test
    void strangersAreNeitherHeardNorAnswered() {
        caller.arriveInTime(0, 3);
        for (int i = 0; i < 100; i++) {
            caller.session.received(WirePacket.sound(i, i * 160, 0), STRANGER, 60 * Caller.MS);
            caller.session.received(key(i, 0, 1, 160, false), STRANGER, 60 * Caller.MS);
        }
        caller.session.sendSilence(80 * Caller.MS);
        assertEquals(3, caller.frames.size());
        assertEquals(List.of(), caller.keys);
        assertEquals(Caller.RTP, caller.port.targets.get(0));
        assertEquals(200, caller.session.snapshot().foreign());
    }

    @Test
    void nothingIsHeardBeforeItIsAgreedOn() {
        var early = new Caller();
        early.arrives(WirePacket.numbered(0), 0);
        early.poll(20);
        assertFalse(early.session.sendSilence(20));
        assertEquals(0, early.frames.size());
        assertEquals(0, early.port.sent);
    }

    @Test
    void everyDatagramIsCountedExactlyOnceWhateverItIs() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            var from = random.nextInt(4) == 0 ? STRANGER : Caller.RTP;
            ByteBuffer datagram = random.nextBoolean()
                    ? garbage(random)
                    : WirePacket.numbered(Math.max(0, i - random.nextInt(30)));
            caller.session.received(datagram, from, i * 20L * Caller.MS);
            caller.session.receivedRtcp(garbage(random), from, i * 20L * Caller.MS);
            caller.poll(i * 20L);
        }
        var seen = caller.session.snapshot();
        long sum = seen.reports() + seen.otherProtocols() + seen.malformed() + seen.otherTypes()
                + seen.foreign() + seen.unproven() + seen.strays() + seen.late()
                + seen.duplicates() + seen.accepted();
        assertEquals(seen.datagrams(), sum, "seed " + seed);
        assertPositionsNeverGoBack("seed " + seed);
    }

    private void assertPositionsNeverGoBack(String message) {
        long end = 0;
        for (var frame : caller.frames) {
            assertTrue(frame.position() >= end, message);
            end = frame.position() + 320;
        }
    }

    private static ByteBuffer garbage(Random random) {
        var bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        if (bytes.length > 1 && random.nextInt(4) != 0) {
            bytes[0] = (byte) (0x80 | (bytes[0] & 0x3f));
            bytes[1] = (byte) (bytes[1] & (random.nextBoolean() ? 0x80 : 0xff));
        }
        return ByteBuffer.wrap(bytes);
    }

    private static ByteBuffer key(int sequence, int timestamp, int event, int duration,
            boolean end) {
        return WirePacket.packet(Caller.KEYS, sequence, timestamp, WirePacket.SSRC, new byte[]{
                (byte) event, (byte) (end ? 0x8a : 0x0a), (byte) (duration >> 8), (byte) duration});
    }
}
