package io.antiphon.media.lane;

import io.antiphon.audio.Pcm;
import io.antiphon.media.net.LaneLoop;

/**
 * The rhythm of one call: frame <i>n</i> is due at the start plus <i>n</i> times 20 ms. Lane thread.
 *
 * <p>Up to three frames that were missed follow each other 5 ms apart; if there were more, they are
 * given up: never a burst, never a stretch.
 */
final class Beat {

    /** Whoever plays a frame at each beat. */
    interface Player {

        void play(long nowNs);

        /** Gives up so many frames. */
        void skip(long frames);
    }

    private static final long LATE_NS = 5_000_000;
    private static final long CATCH_UP_NS = 5_000_000;
    private static final int MOST_CAUGHT_UP = 3;

    private final Player player;
    private final LaneLoop loop;
    private final LaneCounters counters;
    private final Runnable catchUp = this::catchUp;
    private long dueNs;
    private boolean catchingUp;
    private boolean stopped;
    private long late;
    private long skipped;

    Beat(Player player, LaneLoop loop, LaneCounters counters) {
        this.player = player;
        this.loop = loop;
        this.counters = counters;
    }

    void startAt(long firstNs) {
        dueNs = firstNs;
    }

    long dueNs() {
        return dueNs;
    }

    void stop() {
        stopped = true;
    }

    /** The clock has come to this beat, or past it. */
    void due(long nowNs) {
        if (catchingUp || stopped || nowNs < dueNs) {
            return;
        }
        long missed = (nowNs - dueNs) / Pcm.FRAME_NS;
        if (missed > MOST_CAUGHT_UP) {
            counters.beats.add(missed);
            counters.skippedBeats.add(missed);
            skipped += missed;
            dueNs += missed * Pcm.FRAME_NS;
            player.skip(missed);
        }
        play(nowNs);
    }

    private void catchUp() {
        catchingUp = false;
        if (!stopped) {
            due(loop.nanoTime());
        }
    }

    private void play(long nowNs) {
        counters.beats.increment();
        if (nowNs - dueNs > LATE_NS) {
            counters.lateBeats.increment();
            late++;
        }
        dueNs += Pcm.FRAME_NS;
        player.play(nowNs);
        if (nowNs >= dueNs) {
            catchingUp = true;
            loop.after(CATCH_UP_NS, catchUp);
        }
    }

    long late() {
        return late;
    }

    long skipped() {
        return skipped;
    }
}
