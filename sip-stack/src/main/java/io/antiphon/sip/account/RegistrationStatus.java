package io.antiphon.sip.account;

import java.util.Optional;

/**
 * How an account stands.
 *
 * @param lastError the latest failure, until a registration succeeds; for the operator
 */
public record RegistrationStatus(State state, Optional<String> lastError) {

    /** Where a registration can be. */
    public enum State {
        /** Asked, not yet answered. */
        REGISTERING,
        REGISTERED,
        /** Refused or unanswered; tried again later. */
        FAILED,
        /** Asked to be forgotten. */
        UNREGISTERING,
        /** Over. */
        UNREGISTERED
    }
}
