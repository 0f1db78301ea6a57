package io.antiphon.sip.account;

import java.util.Optional;

/** Carries REGISTER requests; the other end of {@link RegistrationKeeper}. */
public interface RegisterLink {

    /**
     * Sends one REGISTER and later calls {@link RegistrationKeeper#answered} or
     * {@link RegistrationKeeper#unanswered}, once.
     *
     * @param digest makes the Authorization header, where a challenge is known
     */
    void register(long expiresSeconds, Optional<Digest> digest);
}
