package io.antiphon.dialogue.breaker;

import io.antiphon.dialogue.breaker.BreakerState.Closed;
import io.antiphon.dialogue.breaker.BreakerState.Open;
import io.antiphon.dialogue.breaker.BreakerState.Trying;

/**
 * When to leave something alone, and when to try it again. Pure.
 *
 * @param failures in a row that are enough
 * @param restNs how long it is left alone
 */
public record BreakerRules(int failures, long restNs) {

    public BreakerRules {
        if (failures < 1 || restNs < 1) {
            throw new IllegalArgumentException(
                    failures + " failures, rest of " + restNs + " ns, expected some");
        }
    }

    /** What happens to a breaker. */
    public enum Event {
        /** Somebody would like to try. Whoever is let through reports one of the other three. */
        ASKED,
        SUCCEEDED,
        FAILED,
        /** It was given up before it showed how it is. */
        ABANDONED
    }

    /** The next state, and whether who asked may go on. */
    public record Step(BreakerState state, boolean admitted) {}

    public Step next(BreakerState state, Event event, long nowNs) {
        return switch (state) {
            case Closed closed -> fromClosed(closed, event, nowNs);
            case Open open -> fromOpen(open, event, nowNs);
            case Trying trying -> fromTrying(trying, event, nowNs);
        };
    }

    private Step fromClosed(Closed closed, Event event, long nowNs) {
        return switch (event) {
            case ASKED -> new Step(closed, true);
            case SUCCEEDED -> stay(new Closed(0));
            case FAILED -> stay(closed.failures() + 1 >= failures
                    ? new Open(nowNs + restNs)
                    : new Closed(closed.failures() + 1));
            case ABANDONED -> stay(closed);
        };
    }

    /** Whoever was let through before it opened changes nothing any more. */
    private Step fromOpen(Open open, Event event, long nowNs) {
        boolean rested = nowNs - open.untilNs() >= 0;
        return event == Event.ASKED && rested
                ? new Step(new Trying(nowNs + restNs), true)
                : stay(open);
    }

    /** A trial that is never heard of again makes way for another after a rest. */
    private Step fromTrying(Trying trying, Event event, long nowNs) {
        return switch (event) {
            case ASKED -> nowNs - trying.untilNs() >= 0
                    ? new Step(new Trying(nowNs + restNs), true)
                    : stay(trying);
            case SUCCEEDED -> stay(new Closed(0));
            case FAILED -> stay(new Open(nowNs + restNs));
            case ABANDONED -> stay(new Open(nowNs));
        };
    }

    private static Step stay(BreakerState state) {
        return new Step(state, false);
    }
}
