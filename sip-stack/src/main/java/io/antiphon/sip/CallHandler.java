package io.antiphon.sip;

import io.antiphon.sip.sdp.SessionDescription;
import java.util.Optional;

/** Hears what becomes of one call. Sip thread; must not wait. */
public interface CallHandler {

    /**
     * Outgoing call: the way to the target is known, and {@link OutgoingCall#invite} is due.
     *
     * @param localHost the address under which they reach this machine; for the c= line
     */
    default void routed(String localHost) {}

    /** Outgoing call: it rings there (180), or something can be heard already (183 with a session). */
    default void ringing(int status, Optional<SessionDescription> early) {}

    /** Outgoing call: they took it; media may flow. */
    default void answered(SessionDescription remote) {}

    /** Incoming call: they know that we took it. Carries their answer if the INVITE had no offer. */
    default void established(Optional<SessionDescription> remoteAnswer) {}

    /** They pressed a key and told so by INFO: 0 to 9, *, # or A to D. Keys in the sound come with the sound. */
    default void digit(char key) {}

    /** They want another session; must be answered or rejected, from any thread. */
    void reoffered(Reoffer reoffer);

    /** Their answer to {@link SipCall#reoffer}, or to the offer we gave to a re-INVITE that had none. */
    default void renegotiated(SessionDescription remoteAnswer) {}

    /** They refused {@link SipCall#reoffer}; the session stays as it was. */
    default void reofferRefused(int status) {}

    /**
     * What became of {@link SipCall#transfer}, once for each: 2xx where they talk to the other now, else why not
     * (RFC 3515 tells the status that the other answered with).
     */
    default void transferred(int status) {}

    /** They ask us to call someone else in their place; refused where nobody decides otherwise. */
    default void referred(Referral referral) {
        referral.refuse(603, "Decline");
    }

    /** The call is over. Exactly once, and last. */
    void ended(SipEnd end);
}
