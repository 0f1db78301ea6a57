package io.antiphon.sip.account;

import java.util.List;
import java.util.Optional;

/**
 * A final response to REGISTER, as far as it matters.
 *
 * @param grantedSeconds how long our contact is registered, from the Contact or Expires header
 * @param leastSeconds the Min-Expires header
 */
public record RegisterAnswer(int status, String reason, List<Challenge> challenges,
        Optional<Long> grantedSeconds,
        Optional<Long> leastSeconds) {

    public RegisterAnswer {
        challenges = List.copyOf(challenges);
    }
}
