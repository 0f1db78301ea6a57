package io.antiphon.media.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PortRangeTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void everyPairIsGivenOnceAndThenNone() {
        var range = new PortRange(10_001, 10_020, new Random(1));
        var given = new HashSet<Integer>();
        for (int i = 0; i < 9; i++) {
            int port = range.take(0);
            assertTrue(port >= 10_002 && port <= 10_018 && port % 2 == 0, "port " + port);
            given.add(port);
        }
        assertEquals(9, given.size());
        assertEquals(-1, range.take(0));
    }

    @Test
    void releasedPairRestsThirtySecondsWhateverTheClockShows() {
        for (long start : new long[]{0, -10 * SECOND, Long.MAX_VALUE - 10 * SECOND}) {
            var range = new PortRange(10_000, 10_001, new Random(1));
            int port = range.take(start);
            range.release(port, start);
            assertEquals(-1, range.take(start + 30 * SECOND - 1));
            assertEquals(port, range.take(start + 30 * SECOND));
        }
    }

    @Test
    void rangeWithoutAPairIsRefused() {
        assertThrows(IllegalArgumentException.class,
                () -> new PortRange(10_001, 10_002, new Random(1)));
        assertThrows(IllegalArgumentException.class, () -> new PortRange(0, 10_002, new Random(1)));
        assertThrows(IllegalArgumentException.class,
                () -> new PortRange(65_000, 65_536, new Random(1)));
    }

    @Test
    void pairsAreDrawnAtRandom() {
        var first = new HashSet<Integer>();
        for (int seed = 0; seed < 50; seed++) {
            first.add(new PortRange(10_000, 19_999, new Random(seed)).take(0));
        }
        assertTrue(first.size() > 40, first::toString);
    }
}
