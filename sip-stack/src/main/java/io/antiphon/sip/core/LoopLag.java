package io.antiphon.sip.core;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.antiphon.time.Timers;
import java.util.concurrent.atomic.AtomicLong;

/** How late the sip thread comes to its work: a timer is due ten times a second, and is late when the thread is. */
final class LoopLag {

    private static final long PERIOD_NS = MILLISECONDS.toNanos(100);
    private static final int PERIODS = 10;

    private final Timers timers;
    private final long[] lags = new long[PERIODS];
    private final AtomicLong worst = new AtomicLong();
    private int at;

    LoopLag(Timers timers) {
        this.timers = timers;
    }

    /** Sip thread. */
    void watch() {
        long dueNs = timers.nanoTime() + PERIOD_NS;
        timers.after(PERIOD_NS, () -> {
            lags[at] = Math.max(0, timers.nanoTime() - dueNs);
            at = (at + 1) % PERIODS;
            long longest = 0;
            for (long lag : lags) {
                longest = Math.max(longest, lag);
            }
            worst.set(longest);
            watch();
        });
    }

    /** Any thread: the longest of the last second. */
    long worstNs() {
        return worst.get();
    }
}
