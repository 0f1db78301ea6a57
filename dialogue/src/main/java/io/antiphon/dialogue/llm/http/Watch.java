package io.antiphon.dialogue.llm.http;

import io.antiphon.dialogue.llm.Deadlines;
import io.antiphon.time.NanoClock;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends an answer that keeps one waiting for too long. Two threads meet here, over volatile fields alone: the one that
 * reads says what came, and the watchdog's looks whether that was too long ago.
 */
final class Watch {

    /** What may still come behind the end of an answer are numbers, for which nobody waits longer. */
    private static final long AFTER_END_NS = 250_000_000;
    private static final long LOOK_AGAIN_NS = 100_000_000;

    private final ScheduledExecutorService watchdog;
    private final NanoClock clock;
    private final Deadlines deadlines;
    private volatile long beganNs;
    private volatile long sinceNs;
    private volatile long patienceNs;
    private volatile boolean away;
    private volatile boolean complete;
    private volatile boolean over;
    private volatile boolean expired;
    private volatile Optional<Future<?>> next = Optional.empty();

    /** What goes on until it is closed. */
    interface Watching extends AutoCloseable {

        @Override
        void close();
    }

    Watch(ScheduledExecutorService watchdog, NanoClock clock, Deadlines deadlines) {
        this.watchdog = watchdog;
        this.clock = clock;
        this.deadlines = deadlines;
        this.patienceNs = deadlines.firstTokenNs();
    }

    /** Begins; {@code giveUp} runs on the watchdog's thread, once at most. */
    Watching begin(Runnable giveUp) {
        beganNs = clock.nanoTime();
        sinceNs = beganNs;
        look(giveUp);
        return () -> {
            over = true;
            next.ifPresent(look -> look.cancel(false));
        };
    }

    /** Reading thread: it is busy with something else, however long that takes. */
    void away() {
        away = true;
    }

    /** Reading thread: something of use came, and it waits for more. */
    void arrived() {
        sinceNs = clock.nanoTime();
        patienceNs = complete ? AFTER_END_NS : deadlines.betweenTokensNs();
        away = false;
    }

    /** Reading thread: the answer is complete. */
    void complete() {
        if (!complete) {
            complete = true;
            arrived();
        }
    }

    boolean isExpired() {
        return expired;
    }

    private void look(Runnable giveUp) {
        if (over) {
            return;
        }
        long now = clock.nanoTime();
        long wholeNs = beganNs + deadlines.wholeNs() - now;
        long leftNs = away ? wholeNs : Math.min(wholeNs, sinceNs + patienceNs - now);
        if (leftNs <= 0) {
            expired = true;
            giveUp.run();
            return;
        }
        next = Optional.of(watchdog.schedule(() -> look(giveUp), Math.min(leftNs, LOOK_AGAIN_NS),
                TimeUnit.NANOSECONDS));
    }
}
