package io.antiphon.server.load;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.EnumSet;
import java.util.Set;

/**
 * Says by what the house is overloaded, if by anything. Each reason has marks of its own, so that a peak of a
 * moment turns nobody away and nobody is let in just because the last one was turned away. Owned by one thread;
 * time is what it is told.
 */
final class OverloadRules {

    /** Why there is no room for one more call. */
    enum Reason {
        /** Callers hear it: of their frames, one in a hundred is late. */
        FRAMES_LATE,
        /** The processors have nothing left to give. */
        PROCESSOR_BUSY,
        /** Signalling comes too late; from 500 ms on, UDP is repeated (RFC 3261, timer T1). */
        SIGNALLING_LATE
    }

    private final Gauge frames = new Gauge(
            new Gauge.Marks(0.01, SECONDS.toNanos(2), 0.002, SECONDS.toNanos(5)));
    private final Gauge processor = new Gauge(
            new Gauge.Marks(0.9, SECONDS.toNanos(3), 0.8, SECONDS.toNanos(5)));
    private final Gauge signalling = new Gauge(
            new Gauge.Marks(200e6, MILLISECONDS.toNanos(1_500), 50e6, SECONDS.toNanos(5)));

    /** To be told about twice a second. */
    Set<Reason> judge(Load load, long nowNs) {
        var reasons = EnumSet.noneOf(Reason.class);
        if (frames.feed(load.lateShare(), nowNs)) {
            reasons.add(Reason.FRAMES_LATE);
        }
        if (processor.feed(load.processor(), nowNs)) {
            reasons.add(Reason.PROCESSOR_BUSY);
        }
        if (signalling.feed((double) load.sipLagNs(), nowNs)) {
            reasons.add(Reason.SIGNALLING_LATE);
        }
        return reasons;
    }
}
