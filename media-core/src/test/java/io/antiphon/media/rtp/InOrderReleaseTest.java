package io.antiphon.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.media.rtp.InOrderRelease.Fate;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InOrderReleaseTest {

    private static final long MS = 1_000_000;
    private static final long WAIT = 40 * MS;

    private final List<String> released = new ArrayList<>();
    private final InOrderRelease order = new InOrderRelease(new Released() {
        @Override
        public void packet(byte[] bytes, int length, int type, int timestamp, long arrivalNs) {
            int number = ByteBuffer.wrap(bytes).getInt();
            assertEquals(4, length);
            assertEquals(number * 160, timestamp);
            released.add("" + number);
        }

        @Override
        public void lost(int packets) {
            released.add("-" + packets);
        }

        @Override
        public void restarted() {
            released.add("!");
        }
    });
    private final RtpHeader header = new RtpHeader();

    @Test
    void packetInOrderIsReleasedAsItArrives() {
        for (int i = 0; i < 5; i++) {
            assertEquals(Fate.RELEASED, offer(i, i * 20L));
            assertEquals(i + 1, released.size());
        }
    }

    @Test
    void overtakenPacketIsWaitedFor() {
        offer(0, 0);
        assertEquals(Fate.HELD, offer(2, 20));
        assertEquals(Fate.HELD, offer(3, 40));
        order.poll(59 * MS, WAIT);
        assertEquals(Fate.RELEASED, offer(1, 59));
        assertEquals(List.of("0", "1", "2", "3"), released);
        assertEquals(0, order.held());
    }

    @Test
    void gapIsGivenUpWhenItsTimeIsOver() {
        offer(0, 0);
        offer(3, 60);
        order.poll(99 * MS, WAIT);
        assertEquals(List.of("0"), released);
        order.poll(100 * MS, WAIT);
        assertEquals(List.of("0", "-2", "3"), released);
        assertEquals(Fate.LATE, offer(1, 101));
        assertEquals(Fate.DUPLICATE, offer(1, 102));
        assertEquals(Fate.LATE, offer(2, 103));
        assertEquals(Fate.DUPLICATE, offer(3, 104));
        assertEquals(Fate.RELEASED, offer(4, 105));
    }

    @Test
    void gapsAreGivenUpOneByOne() {
        offer(0, 0);
        offer(2, 40);
        offer(4, 80);
        order.poll(80 * MS, WAIT);
        assertEquals(List.of("0", "-1", "2"), released);
        order.poll(120 * MS, WAIT);
        assertEquals(List.of("0", "-1", "2", "-1", "4"), released);
    }

    @Test
    void heldPacketThatComesTwiceIsADuplicate() {
        offer(0, 0);
        offer(2, 20);
        assertEquals(Fate.DUPLICATE, offer(2, 21));
        offer(1, 22);
        assertEquals(List.of("0", "1", "2"), released);
    }

    @Test
    void moreThanTwentyFiveAreNotHeld() {
        offer(0, 0);
        for (int i = 2; i < 30; i++) {
            offer(i, 20);
            assertTrue(order.held() <= InOrderRelease.WINDOW);
        }
        assertEquals("-1", released.get(1));
        assertEquals(30, released.size());
    }

    @Test
    void longLossLeavesOnlyItsEndToWaitFor() {
        offer(0, 0);
        assertEquals(Fate.HELD, offer(1_000, 20));
        assertEquals(List.of("0", "-975"), released);
        order.poll(60 * MS, WAIT);
        assertEquals(List.of("0", "-975", "-24", "1000"), released);
    }

    @Test
    void sequenceGoesOnBeyondItsSixteenBits() {
        for (int i = 65_500; i < 65_540; i++) {
            offer(i, i);
        }
        assertEquals(40, released.size());
        offer(65_541, 0);
        assertEquals(Fate.RELEASED, offer(65_540, 0));
        assertEquals("65541", released.get(41));
        assertEquals(0x1_0000L + 65_541, order.newest() + 1);
    }

    @Test
    void loneStrayIsDroppedAndTwoInSequenceAreANewStream() {
        offer(0, 0);
        assertEquals(Fate.STRAY, offer(5_000, 20));
        assertEquals(Fate.RELEASED, offer(1, 40));
        assertEquals(Fate.STRAY, offer(9_000, 60));
        assertEquals(Fate.RELEASED, offer(9_001, 80));
        assertEquals(Fate.RELEASED, offer(9_002, 100));
        assertEquals(List.of("0", "1", "!", "9001", "9002"), released);
    }

    @Test
    void packetsFromFarBehindAreANewStreamToo() {
        for (int i = 0; i < 300; i++) {
            offer(i, 0);
        }
        assertEquals(Fate.DUPLICATE, offer(250, 0));
        assertEquals(Fate.STRAY, offer(10, 0));
        assertEquals(Fate.RELEASED, offer(11, 0));
    }

    @Test
    void restartReleasesWhatIsHeld() {
        offer(0, 0);
        offer(2, 0);
        order.restart();
        offer(7, 0);
        assertEquals(List.of("0", "-1", "2", "7"), released);
    }

    @Test
    void whateverTheNetworkDoesNothingIsReleasedTwiceOrBackwards() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            released.clear();
            order.restart();
            int start = random.nextInt(65_536);
            var sent = shuffled(start, random);
            int kept = 0;
            for (int i = 0; i < sent.size(); i++) {
                var fate = offer(sent.get(i), i * 20L);
                kept += fate == Fate.RELEASED || fate == Fate.HELD ? 1 : 0;
                order.poll(i * 20L * MS, random.nextInt(60) * MS);
            }
            order.poll(Long.MAX_VALUE / 2, WAIT);
            assertInOrder(kept, "seed " + seed + " round " + round);
        }
    }

    private static List<Integer> shuffled(int start, Random random) {
        var sent = new ArrayList<Integer>();
        for (int i = 0; i < 300; i++) {
            if (random.nextInt(10) != 0) {
                sent.add(start + i);
            }
            if (random.nextInt(20) == 0) {
                sent.add(start + i);
            }
        }
        for (int i = 0; i + 8 < sent.size(); i++) {
            if (random.nextInt(5) == 0) {
                Collections.swap(sent, i, i + random.nextInt(8));
            }
        }
        return sent;
    }

    private void assertInOrder(int kept, String message) {
        int last = Integer.MIN_VALUE;
        int packets = 0;
        int missing = 0;
        for (String what : released) {
            int number = Integer.parseInt(what);
            if (number < 0) {
                missing -= number;
            } else {
                assertTrue(last == Integer.MIN_VALUE || number == last + 1 + missing, message);
                last = number;
                missing = 0;
                packets++;
            }
        }
        assertEquals(kept, packets, message);
    }

    private Fate offer(int number, long atMs) {
        var payload = ByteBuffer.allocate(4).putInt(number).array();
        header.parse(WirePacket.packet(0, number, number * 160, WirePacket.SSRC, payload));
        return order.offer(header, payload, atMs * MS);
    }
}
