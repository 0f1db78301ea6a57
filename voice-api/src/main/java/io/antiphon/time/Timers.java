package io.antiphon.time;

/** Runs tasks later on the thread that owns this instance; never on any other. */
public interface Timers extends NanoClock {

    /** Runs the task once, {@code delayNs} from now. */
    Timer after(long delayNs, Runnable task);

    /** A pending task. */
    @FunctionalInterface
    interface Timer {

        /** Forgets the task. Cancelling a task that has run, or twice, does nothing. */
        void cancel();
    }
}
