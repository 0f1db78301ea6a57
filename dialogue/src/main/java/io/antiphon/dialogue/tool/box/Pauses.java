package io.antiphon.dialogue.tool.box;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Deadlines, and the pauses between attempts: each twice as long as the one before, and by chance between half and
 * all of that, so that the calls of a server that was down do not come back to it all at once.
 *
 * @param watchdog does nothing but set signals
 * @param chance asked by many threads
 */
public record Pauses(ScheduledExecutorService watchdog, RandomGenerator chance) {

    private static final long FIRST_MS = 200;
    private static final long LONGEST_MS = 2000;

    /** Runs on the watchdog's thread unless it is cancelled before. */
    Future<?> after(long delayMs, Runnable action) {
        return watchdog.schedule(action, delayMs, TimeUnit.MILLISECONDS);
    }

    /** Done when the pause behind that many attempts is over. */
    CompletableFuture<Boolean> behind(int attempts) {
        var over = new CompletableFuture<Boolean>();
        var due = after(lengthMs(attempts, chance.nextDouble()), () -> over.complete(true));
        assert !due.isCancelled();
        return over;
    }

    static long lengthMs(int attempts, double chance) {
        long whole = Math.min(LONGEST_MS, FIRST_MS << Math.min(attempts - 1, 10));
        return Math.round(whole * (0.5 + chance / 2));
    }
}
