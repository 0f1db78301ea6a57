package io.antiphon.dialogue.llm;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends an answer in which nothing comes any more. Two threads meet here: the one that reads says when it waits
 * and when something came; the watchdog's looks at it twice in the time that patience lasts, so patience
 * ends after once to one and a half times that.
 */
final class Watch {

    private final ScheduledExecutorService watchdog;
    private final Duration patience;
    private volatile boolean waiting;
    private volatile int arrivals;
    private volatile boolean expired;
    private int arrivalsSeen = -1;
    private int looksInVain;

    Watch(ScheduledExecutorService watchdog, Duration patience) {
        this.watchdog = watchdog;
        this.patience = patience;
    }

    /** Begins; {@code giveUp} runs on the watchdog's thread. Cancel the answer to end. */
    Future<?> begin(Runnable giveUp) {
        long halfNs = Math.max(1, patience.toNanos() / 2);
        return watchdog.scheduleAtFixedRate(() -> look(giveUp), halfNs, halfNs,
                TimeUnit.NANOSECONDS);
    }

    /** The reading thread waits, or does something else for however long it takes. */
    void waiting(boolean forServer) {
        waiting = forServer;
    }

    /** Something of use came. Reading thread only. */
    void arrived() {
        int more = arrivals + 1;
        arrivals = more;
    }

    boolean isExpired() {
        return expired;
    }

    private void look(Runnable giveUp) {
        boolean vain = waiting && arrivals == arrivalsSeen;
        arrivalsSeen = arrivals;
        looksInVain = vain ? looksInVain + 1 : 0;
        if (looksInVain == 2) {
            expired = true;
            giveUp.run();
        }
    }
}
