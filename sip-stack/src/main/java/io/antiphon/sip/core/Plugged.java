package io.antiphon.sip.core;

import io.antiphon.sip.wire.Wire;
import io.antiphon.time.Timers;

/**
 * What the parts need that a jain-sip stack makes by class name. They are made on the thread that makes the
 * stack, and find it in {@link #CURRENT}; two stacks in one machine do not meet.
 */
record Plugged(Timers timers, Guard guard) {

    static final ScopedValue<Plugged> CURRENT = ScopedValue.newInstance();

    /** Runs something whose failures are counted and go no further. */
    @FunctionalInterface
    interface Guard {

        void run(Wire.Deed deed);
    }
}
