package io.antiphon.media.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BeatTest {

    private static final long MS = 1_000_000;

    private final SimLoop loop = new SimLoop();
    private final LaneCounters counters = new LaneCounters();
    private final List<Long> playedMs = new ArrayList<>();
    private long given;
    private final Beat.Player player = new Beat.Player() {
        @Override
        public void play(long nowNs) {
            playedMs.add(nowNs / MS);
        }

        @Override
        public void skip(long frames) {
            given += frames;
        }
    };

    @Test
    void beatsFallEvery20MsOnTheDot() {
        var beats = new Beats(loop);
        beats.add(new Beat(player, loop, counters));
        loop.time.advance(1_000 * MS);
        assertEquals(50, playedMs.size());
        for (int i = 1; i < playedMs.size(); i++) {
            assertEquals(20, playedMs.get(i) - playedMs.get(i - 1));
        }
        assertEquals(0, counters.lateBeats.value());
    }

    @Test
    void callersOfALaneSendAtDifferentMoments() {
        var beats = new Beats(loop);
        for (int i = 0; i < 40; i++) {
            beats.add(new Beat(player, loop, counters));
        }
        loop.time.advance(100 * MS);
        playedMs.clear();
        loop.time.advance(20 * MS);
        assertEquals(40, playedMs.size());
        var moments = new HashSet<>(playedMs);
        assertEquals(20, moments.size());
    }

    @Test
    void callerWhoLeavesIsServedNoMoreAndTheOthersAre() {
        var beats = new Beats(loop);
        var leaver = new Beat(player, loop, counters);
        beats.add(leaver);
        beats.add(new Beat(player, loop, counters));
        loop.time.advance(200 * MS);
        assertEquals(20, playedMs.size());
        leaver.stop();
        beats.remove(leaver);
        loop.time.advance(200 * MS);
        assertEquals(30, playedMs.size());
    }

    @Test
    void laneThatWasEmptyBeatsAgain() {
        var beats = new Beats(loop);
        var first = new Beat(player, loop, counters);
        beats.add(first);
        loop.time.advance(50 * MS);
        first.stop();
        beats.remove(first);
        loop.time.advance(500 * MS);
        playedMs.clear();
        beats.add(new Beat(player, loop, counters));
        loop.time.advance(400 * MS);
        assertEquals(20, playedMs.size());
        assertEquals(0, counters.lateBeats.value());
    }

    @Test
    void threeMissedFramesFollow5MsApart() {
        var beat = stalledFor(79);
        assertEquals(List.of(179L, 184L, 189L, 194L), playedMs);
        assertEquals(0, given);
        assertEquals(180, beat.dueNs() / MS);
        assertEquals(4, counters.lateBeats.value());
        assertEquals(0, counters.skippedBeats.value());
    }

    @Test
    void moreThanThreeMissedFramesAreGivenUp() {
        var beat = stalledFor(95);
        assertEquals(List.of(195L), playedMs);
        assertEquals(4, given);
        assertEquals(200, beat.dueNs() / MS);
        assertEquals(4, counters.skippedBeats.value());
        assertEquals(5, counters.beats.value());
    }

    private Beat stalledFor(long ms) {
        var beat = new Beat(player, loop, counters);
        beat.startAt(100 * MS);
        loop.time.advance((100 + ms) * MS);
        beat.due(loop.nanoTime());
        loop.time.advance(19 * MS);
        return beat;
    }

    @Test
    void aBeatIsLateAfter5Ms() {
        Set<Long> late = new HashSet<>();
        loop.time.advance(1_000 * MS);
        for (long ms = 0; ms < 20; ms++) {
            long before = counters.lateBeats.value();
            var beat = new Beat(player, loop, counters);
            beat.startAt(loop.nanoTime() - ms * MS);
            beat.due(loop.nanoTime());
            if (counters.lateBeats.value() > before) {
                late.add(ms);
            }
        }
        assertTrue(late.contains(6L) && !late.contains(5L));
    }
}
