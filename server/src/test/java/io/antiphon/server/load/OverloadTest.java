package io.antiphon.server.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.media.ServerSnapshot;
import io.antiphon.server.load.OverloadRules.Reason;
import io.antiphon.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OverloadTest {

    private static final Load QUIET = new Load(0, 0.3, 0);
    private static final Load BUSY = new Load(0, 0.95, 0);
    private static final Load BETWEEN = new Load(0, 0.85, 0);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private final VirtualTime time = new VirtualTime();
    private final OverloadRules rules = new OverloadRules();

    @Test
    void peakOfAMomentTurnsNobodyAway() {
        assertEquals(Set.of(), lasting(BUSY, 5));
        assertEquals(Set.of(), lasting(QUIET, 1));
        assertEquals(Set.of(), lasting(BUSY, 5));
    }

    @Test
    void processorBusyForThreeSecondsIsOverload() {
        assertEquals(Set.of(), lasting(BUSY, 6));
        assertEquals(Set.of(Reason.PROCESSOR_BUSY), lasting(BUSY, 1));
    }

    @Test
    void overloadEndsOnlyWhenItHasBeenQuietForFiveSeconds() {
        lasting(BUSY, 7);
        assertEquals(Set.of(Reason.PROCESSOR_BUSY), lasting(BETWEEN, 100));
        assertEquals(Set.of(Reason.PROCESSOR_BUSY), lasting(QUIET, 10));
        assertEquals(Set.of(Reason.PROCESSOR_BUSY), lasting(BETWEEN, 1));
        assertEquals(Set.of(Reason.PROCESSOR_BUSY), lasting(QUIET, 10));
        assertEquals(Set.of(), lasting(QUIET, 1));
        assertEquals(Set.of(), lasting(BETWEEN, 100));
    }

    @Test
    void oneLateFrameInFiftyIsOverloadAndALateSipThreadToo() {
        assertEquals(Set.of(Reason.FRAMES_LATE), lasting(new Load(0.02, 0.5, 0), 5));
        assertEquals(Set.of(Reason.FRAMES_LATE, Reason.SIGNALLING_LATE),
                lasting(new Load(0.02, 0.5, TimeUnit.MILLISECONDS.toNanos(300)), 4));
        assertEquals(Set.of(), lasting(QUIET, 11));
    }

    @Test
    void shareOfLateFramesIsOfTheLastSecondsAndFewAreChance() {
        var frames = new LateFrames();
        assertEquals(0, frames.share(beats(1_000, 500)));
        assertEquals(0, frames.share(beats(1_100, 504)), "four may be chance");
        assertEquals(0.1, frames.share(beats(1_200, 520)));
        for (int look = 0; look < 6; look++) {
            frames.share(beats(1_300 + 100 * look, 520));
        }
        assertEquals(0, frames.share(beats(2_000, 520)));
    }

    @Test
    void watchTellsWhatTheRulesSay() {
        List<Load> measured = new ArrayList<>(List.of(BUSY));
        var watch = new LoadWatch(measured::getFirst, time);
        for (int look = 0; look < 7; look++) {
            assertFalse(watch.isOverloaded());
            watch.look();
            time.advance(LOOK_NS);
        }
        assertTrue(watch.isOverloaded());
    }

    @Test
    void whereNothingCanBeMeasuredNobodyIsTurnedAway() {
        List<Load> measured = new ArrayList<>(List.of(BUSY));
        var watch = new LoadWatch(measured::getFirst, time);
        for (int look = 0; look < 8; look++) {
            watch.look();
            time.advance(LOOK_NS);
        }
        assertTrue(watch.isOverloaded());
        measured.clear();
        watch.look();
        assertFalse(watch.isOverloaded());
    }

    private Set<Reason> lasting(Load load, int looks) {
        Set<Reason> reasons = Set.of();
        for (int look = 0; look < looks; look++) {
            reasons = rules.judge(load, time.nanoTime());
            time.advance(LOOK_NS);
        }
        return reasons;
    }

    private static ServerSnapshot beats(long due, long late) {
        return new ServerSnapshot(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, due, late, 0, 0, 0);
    }
}
