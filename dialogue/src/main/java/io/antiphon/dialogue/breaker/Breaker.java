package io.antiphon.dialogue.breaker;

import io.antiphon.dialogue.breaker.BreakerRules.Event;
import io.antiphon.dialogue.breaker.BreakerState.Closed;
import io.antiphon.time.NanoClock;

/** One thing's state under the rules. Many calls share it, so each step takes its lock for an instant. */
public final class Breaker {

    private final BreakerRules rules;
    private final NanoClock clock;
    private BreakerState state = new Closed(0);

    public Breaker(BreakerRules rules, NanoClock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /** Any thread: whether to try. After {@code true} tell how it went, in any case. */
    public boolean admits() {
        return happens(Event.ASKED);
    }

    public void succeeded() {
        happens(Event.SUCCEEDED);
    }

    public void failed() {
        happens(Event.FAILED);
    }

    /** It was given up before it showed how it is. */
    public void abandoned() {
        happens(Event.ABANDONED);
    }

    /** Any thread. */
    public synchronized BreakerState state() {
        return state;
    }

    private synchronized boolean happens(Event event) {
        var step = rules.next(state, event, clock.nanoTime());
        state = step.state();
        return step.admitted();
    }
}
