package io.antiphon.sip.ping;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether another end is there.
 *
 * @param roundTrip how long its last answer took, while it is reachable
 * @param lastError why it was not reachable last, until it is again; for the operator
 */
public record Reachability(State state, Optional<Duration> roundTrip, Optional<String> lastError) {

    /** Not asked, or not yet answered. */
    public static final Reachability UNKNOWN = new Reachability(State.UNKNOWN, Optional.empty(),
            Optional.empty());

    /** What is known. */
    public enum State {
        UNKNOWN,
        /** It has answered, whatever it said. */
        REACHABLE,
        /** No way there, not a word, or that it cannot now. */
        UNREACHABLE
    }
}
