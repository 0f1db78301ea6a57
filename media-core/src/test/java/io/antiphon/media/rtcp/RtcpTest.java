package io.antiphon.media.rtcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtcpTest {

    private static final long MS = 1_000_000;
    private static final int OURS = 0x11111111;
    private static final int THEIRS = 0x22222222;

    private final Reception reception = new Reception();
    private final RtcpSession us = new RtcpSession(OURS, reception, new Random(1),
            () -> Instant.parse("2026-01-01T00:00:00Z"), 0);
    private final Reception theirReception = new Reception();
    // Another clock, which is years off: only differences may count.
    private final RtcpSession them = new RtcpSession(THEIRS, theirReception, new Random(2),
            () -> Instant.parse("1999-12-31T23:59:59.999999999Z"), 0);

    @Test
    void roundTripIsMeasuredFromBothSidesReports() {
        heard(theirReception, OURS, 5);
        heard(reception, THEIRS, 5);
        var ours = copy(us.report(10, 1_600, 0, 1_000 * MS));
        assertTrue(them.received(ours, 1_030 * MS));
        var theirs = copy(them.report(10, 1_600, 0, 3_000 * MS));
        assertEquals(-1, us.roundTripMs());
        assertTrue(us.received(theirs, 3_045 * MS));
        assertEquals(75, us.roundTripMs(), 0.1);
        // The other side has no answer to a report of its own yet.
        assertEquals(-1, them.roundTripMs());
        assertTrue(them.received(copy(us.report(20, 3_200, 0, 4_000 * MS)), 4_040 * MS));
        assertEquals(85, them.roundTripMs(), 0.1);
    }

    @Test
    void reportSaysWhatWasLostSinceTheLastOne() {
        reception.restart(THEIRS);
        for (int sequence = 100; sequence < 200; sequence++) {
            if (sequence % 4 != 1) {
                reception.arrived(sequence);
            }
        }
        assertEquals(25, reception.totalLost());
        assertEquals(64, reception.fractionLost());
        reception.arrived(200);
        assertEquals(0, reception.fractionLost());
    }

    @Test
    void theirLossIsReadFromTheBlockAboutUs() {
        theirReception.restart(OURS);
        theirReception.arrived(1);
        theirReception.arrived(4);
        us.received(copy(them.report(0, 0, 0, 0)), 5 * MS);
        assertEquals(0.5, us.remoteLoss(), 0.01);
    }

    @Test
    void restartKeepsTheSumOfLosses() {
        reception.restart(THEIRS);
        reception.arrived(10);
        reception.arrived(13);
        reception.restart(3);
        reception.arrived(60_000);
        reception.arrived(60_002);
        assertEquals(3, reception.totalLost());
    }

    @Test
    void evenPacketsHaveNoJitterAndUnevenOnesThatOfTheRfc() {
        for (int i = 0; i < 100; i++) {
            reception.sounded(i * 160, i * 20L * MS);
        }
        assertEquals(0, reception.jitterNs());
        for (int i = 100; i < 300; i++) {
            reception.sounded(i * 160, i * 20L * MS + i % 2 * 8L * MS);
        }
        assertEquals(8, reception.jitterNs() / 1e6, 0.1);
        assertEquals(64, reception.jitterUnits(), 1);
    }

    @Test
    void pauseAndTimestampJumpAreNoJitter() {
        reception.sounded(0, 0);
        reception.sounded(160, 5_000 * MS);
        reception.sounded(9_999_999, 5_020 * MS);
        assertEquals(0, reception.jitterNs());
    }

    @Test
    void reportsComeEveryFiveSecondsGiveOrTakeHalf() {
        long last = 0;
        double sum = 0;
        for (int i = 0; i < 200; i++) {
            long now = last;
            while (!us.isDue(now)) {
                now += 20 * MS;
            }
            us.report(1, 160, 0, now);
            double seconds = (now - last) / 1e9;
            assertTrue(i == 0 || (seconds >= 2.5 && seconds <= 7.52), "after " + seconds);
            sum += seconds;
            last = now;
        }
        assertEquals(5, sum / 200, 0.4);
    }

    @Test
    void reportsHaveTheShapeOfTheRfc() {
        heard(reception, THEIRS, 3);
        var report = us.report(7, 1_120, 4_711, 0);
        assertEquals(0x81, report.get(0) & 0xff);
        assertEquals(200, report.get(1) & 0xff);
        assertEquals(12, report.getShort(2));
        assertEquals(OURS, report.getInt(4));
        // 2026-01-01 in seconds since 1900.
        assertEquals(3_976_214_400L, report.getInt(8) & 0xffffffffL);
        assertEquals(4_711, report.getInt(16));
        assertEquals(7, report.getInt(20));
        assertEquals(1_120, report.getInt(24));
        assertEquals(THEIRS, report.getInt(28));
        assertEquals(202, report.get(53) & 0xff);
        assertEquals(0, report.remaining() % 4);
    }

    @Test
    void whoSentNothingReportsAsReceiver() {
        assertEquals(201, us.report(0, 0, 0, 0).get(1) & 0xff);
    }

    @Test
    void goodbyeIsCountedAndNothingElse() {
        assertTrue(them.received(copy(us.goodbye(1, 160, 0, 0)), 0));
        assertEquals(1, them.goodbyes());
        assertEquals(0, them.malformed());
    }

    @Test
    void truncatedReportsAreMalformed() {
        heard(reception, THEIRS, 3);
        var report = copy(us.report(7, 1_120, 4_711, 0));
        int whole = report.limit();
        for (int length = 0; length < whole; length++) {
            // The compound may end behind its first packet, and is then complete.
            assertEquals(length == 52, them.received(report.duplicate().limit(length), 0),
                    "length " + length);
        }
        assertEquals(whole - 1, them.malformed());
    }

    @Test
    void garbageIsSurvived() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            var bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            if (bytes.length > 3) {
                bytes[0] = (byte) (0x80 | random.nextInt(64));
                bytes[1] = (byte) (199 + random.nextInt(6));
                bytes[2] = 0;
                bytes[3] = (byte) random.nextInt(30);
            }
            refused += us.received(ByteBuffer.wrap(bytes), i * MS) ? 0 : 1;
        }
        assertEquals(refused, us.malformed());
        assertFalse(refused == 0 || refused == 50_000);
    }

    private static void heard(Reception reception, int ssrc, int packets) {
        reception.restart(ssrc);
        for (int i = 0; i < packets; i++) {
            reception.arrived(i);
        }
    }

    private static ByteBuffer copy(ByteBuffer buffer) {
        return ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
    }
}
