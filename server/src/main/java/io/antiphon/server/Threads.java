package io.antiphon.server;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes every thread of the server, so that this page lists them all.
 *
 * <table>
 * <caption>who gets the processor</caption>
 * <tr><td>lane, hearing, phone</td><td>niceness -10 where permitted: a late frame is heard</td></tr>
 * <tr><td>all others</td><td>as the process</td></tr>
 * <tr><td>inference (recognition, synthesis, language)</td><td>19: may never delay a frame</td></tr>
 * </table>
 */
public final class Threads {

    private static final int SOONEST = -10;
    private static final int AS_IS = 0;
    private static final int LAST = 19;

    private Threads() {}

    public static ThreadFactory sip() {
        return platform("sip", AS_IS);
    }

    public static ThreadFactory lane() {
        return platform("lane", SOONEST);
    }

    public static ThreadFactory hearing() {
        return platform("hearing", SOONEST);
    }

    public static ThreadFactory feeding() {
        return platform("feeding", AS_IS);
    }

    public static ThreadFactory recognition() {
        return platform("asr", LAST);
    }

    public static ThreadFactory synthesis() {
        return platform("tts", LAST);
    }

    /** A language model's own: libraries keep settings per thread. */
    public static ThreadFactory language() {
        return platform("language", LAST);
    }

    /** The test phone's: as punctual as a lane. */
    public static ThreadFactory phone() {
        return platform("phone", SOONEST);
    }

    public static ThreadFactory shutdown() {
        return platform("shutdown", AS_IS);
    }

    public static ThreadFactory watchdog() {
        return platform("watchdog", AS_IS);
    }

    public static ThreadFactory journal() {
        return platform("journal", AS_IS);
    }

    /** For commands that work on several files at once. */
    public static ThreadFactory jobs() {
        return platform("job", AS_IS);
    }

    /** For whatever may wait: one thread a call, one a model request. */
    public static ThreadFactory virtual(String role) {
        return Thread.ofVirtual().name(role + "-", 0).factory();
    }

    private static ThreadFactory platform(String role, int niceness) {
        var number = new AtomicInteger();
        return task -> {
            var thread = new Thread(() -> {
                if (niceness != AS_IS) {
                    Niceness.ofThisThread(niceness);
                }
                task.run();
            }, role + "-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }
}
