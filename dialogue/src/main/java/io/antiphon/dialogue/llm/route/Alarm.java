package io.antiphon.dialogue.llm.route;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Calls back later. The only way in which a router waits. Any thread. */
@FunctionalInterface
public interface Alarm {

    /** Has {@code task}, which never waits, run once after a while, on whatever thread. */
    Set after(long delayNs, Runnable task);

    /** An alarm that is set. */
    @FunctionalInterface
    interface Set {

        /** Forgets it. Does nothing where it has gone off. */
        void cancel();
    }

    /** By the threads of an executor. */
    static Alarm of(ScheduledExecutorService executor) {
        return (delayNs, task) -> {
            var future = executor.schedule(task, delayNs, TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        };
    }
}
