package io.antiphon.sip.account;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A final response to REGISTER, as far as it matters.
 *
 * @param grantedSeconds how long our contact is registered, from the Contact or Expires header
 * @param leastSeconds the Min-Expires header
 * @param retryAfterSeconds how long we shall not ask again, where it is a refusal
 */
public record RegisterAnswer(int status, String reason, List<Challenge> challenges,
        Optional<Long> grantedSeconds,
        Optional<Long> leastSeconds, OptionalInt retryAfterSeconds) {

    public RegisterAnswer {
        challenges = List.copyOf(challenges);
    }

    /** Without a time to come back. */
    public RegisterAnswer(int status, String reason, List<Challenge> challenges,
            Optional<Long> grantedSeconds, Optional<Long> leastSeconds) {
        this(status, reason, challenges, grantedSeconds, leastSeconds, OptionalInt.empty());
    }
}
