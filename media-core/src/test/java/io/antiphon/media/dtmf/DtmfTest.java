package io.antiphon.media.dtmf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DtmfTest {

    private static final long MS = 1_000_000;
    private static final int SSRC = 0x1234;

    private final List<String> heard = new ArrayList<>();
    private final DtmfReceiver receiver = new DtmfReceiver(new KeyListener() {
        @Override
        public void digitPressed(char digit, long nowNs) {
            heard.add(nowNs / MS + " " + digit);
        }

        @Override
        public void digitReleased(char digit, int durationMs, long nowNs) {
            heard.add(nowNs / MS + " up " + digit + " " + durationMs);
        }
    });
    private final DtmfSender sender = new DtmfSender();

    private record Packet(long atMs, int timestamp, ByteBuffer payload) {}

    @Test
    void keyIsReportedAtItsFirstPacketAndItsEndOnce() {
        for (var packet : press("5", 100)) {
            receive(packet);
        }
        assertEquals(List.of("0 5", "80 up 5 100"), heard);
    }

    @Test
    void restBetweenTwoKeysIsHeardAsOne() {
        sender.press('1', 100);
        sender.rest(500);
        sender.press('2', 100);
        var beats = new ArrayList<DtmfSender.Beat>();
        while (sender.isPressing()) {
            beats.add(sender.next(new byte[DtmfSender.PAYLOAD_BYTES], 0));
        }
        int first = beats.indexOf(DtmfSender.Beat.FIRST);
        int second = beats.lastIndexOf(DtmfSender.Beat.FIRST);
        // Five beats of sound, two of ends that are sent again, three of the usual pause, twenty-five of rest.
        assertEquals(35, second - first);
        assertEquals(28, beats.stream().filter(DtmfSender.Beat.PAUSE::equals).count() - 3);
    }

    @Test
    void lostBeginningOnlyDelaysTheKey() {
        var packets = press("5", 100);
        packets.subList(0, 2).clear();
        packets.forEach(this::receive);
        assertEquals(List.of("40 5", "80 up 5 100"), heard);
    }

    @Test
    void keyWhoseEndIsLostEndsAfterSilence() {
        var packets = press("#", 100);
        receive(packets.get(0));
        receive(packets.get(1));
        receiver.poll(169 * MS);
        assertTrue(receiver.isDown());
        receiver.poll(170 * MS);
        assertEquals(List.of("0 #", "170 up # 40"), heard);
    }

    @Test
    void nextKeyEndsTheOneWhoseEndIsLost() {
        receive(new Packet(0, 1_000, payload(1, false, 160)));
        receive(new Packet(90, 1_800, payload(1, false, 160)));
        assertEquals(List.of("0 1", "90 up 1 20", "90 1"), heard);
    }

    @Test
    void doublesAndStragglersAreNoNewKeys() {
        var packets = press("12", 80);
        for (var packet : packets) {
            receive(packet);
            receive(packet);
        }
        receive(packets.get(0));
        receive(packets.get(packets.size() - 1));
        assertEquals(List.of("0 1", "60 up 1 80", "180 2", "240 up 2 80"), heard);
        assertEquals(1, receiver.ignored());
    }

    @Test
    void lossOfAnyFiveOfSevenPacketsKeepsTheKey() {
        for (int first = 0; first < 7; first++) {
            for (int second = first + 1; second < 7; second++) {
                heard.clear();
                var fresh = new DtmfTest();
                var packets = fresh.press("9", 100);
                fresh.receive(packets.get(first));
                fresh.receive(packets.get(second));
                fresh.receiver.poll(1_000 * MS);
                assertEquals(2, fresh.heard.size(), fresh.heard::toString);
                assertTrue(fresh.heard.get(0).endsWith(" 9"));
            }
        }
    }

    @Test
    void garbageIsNoKey() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            var payload = new byte[random.nextInt(8)];
            random.nextBytes(payload);
            if (payload.length > 0) {
                payload[0] |= 16;
            }
            receiver.received(SSRC, random.nextInt(), payload, payload.length, i * MS);
        }
        assertEquals(List.of(), heard);
        assertEquals(10_000, receiver.ignored());
    }

    @Test
    void clockOfTheEventMayBeAnother() {
        receiver.clockRate(48_000);
        receive(new Packet(0, 7, payload(0, true, 4_800)));
        assertEquals(List.of("0 0", "0 up 0 100"), heard);
    }

    @Test
    void allSixteenKeysGoThroughInOrder() {
        var packets = press("0123456789*#abcd", 80);
        packets.forEach(this::receive);
        var pressed = new StringBuilder();
        heard.stream()
                .filter(line -> !line.contains("up"))
                .forEach(line -> pressed.append(line.charAt(line.length() - 1)));
        assertEquals("0123456789*#ABCD", pressed.toString());
        assertFalse(sender.isPressing());
    }

    @Test
    void keysEndWithThreeEndPacketsAndAPauseOfSixtyMilliseconds() {
        var packets = press("77", 80);
        var atMs = packets.stream().map(Packet::atMs).toList();
        assertEquals(List.of(0L, 20L, 40L, 60L, 80L, 100L, 180L, 200L, 220L, 240L, 260L, 280L),
                atMs);
        var ends = packets.stream().map(packet -> packet.payload().get(1) < 0).toList();
        assertEquals(List.of(false, false, false, true, true, true), ends.subList(0, 6));
        assertEquals(640, packets.get(5).payload().getShort(2));
    }

    @Test
    void whatIsNoKeyOrTooManyIsRefused() {
        assertFalse(sender.press('x', 100));
        for (int i = 0; i < 64; i++) {
            assertTrue(sender.press('1', 100));
        }
        assertFalse(sender.press('1', 100));
    }

    /** All packets of the keys, as the sender would have them leave. */
    private List<Packet> press(String keys, int durationMs) {
        keys.chars().forEach(key -> assertTrue(sender.press((char) key, durationMs)));
        var packets = new ArrayList<Packet>();
        int timestamp = 0;
        for (int beat = 0; sender.isPressing(); beat++) {
            var payload = new byte[DtmfSender.PAYLOAD_BYTES];
            var what = sender.next(payload, 0);
            if (what == DtmfSender.Beat.FIRST) {
                timestamp = beat * 160;
            }
            if (what == DtmfSender.Beat.FIRST || what == DtmfSender.Beat.FURTHER) {
                packets.add(new Packet(beat * 20L, timestamp, ByteBuffer.wrap(payload)));
            }
        }
        return packets;
    }

    private void receive(Packet packet) {
        var payload = new byte[packet.payload().capacity()];
        packet.payload().get(0, payload);
        receiver.received(SSRC, packet.timestamp(), payload, payload.length, packet.atMs() * MS);
    }

    private static ByteBuffer payload(int event, boolean end, int duration) {
        return ByteBuffer.allocate(4)
                .put((byte) event)
                .put((byte) (end ? 0x8a : 0x0a))
                .putShort((short) duration);
    }
}
