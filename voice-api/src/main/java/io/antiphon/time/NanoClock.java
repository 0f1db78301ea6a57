package io.antiphon.time;

/** Monotonic nanoseconds. The only way production code learns how much time has passed. */
@FunctionalInterface
public interface NanoClock {

    /** A reading that is comparable only with other readings of the same clock, by subtraction. */
    long nanoTime();
}
