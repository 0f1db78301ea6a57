package io.antiphon.server.call;

import io.antiphon.sip.OutgoingCall;
import io.antiphon.sip.Referral;
import io.antiphon.sip.SipCall;
import java.util.Optional;

/** Decides whom the other side of a call may have us call in its place. */
@FunctionalInterface
public interface Successors {

    /** A call's thread: the call that is asked for, not dialled yet; empty where it may not be. */
    Optional<OutgoingCall> call(SipCall asking, Referral referral);
}
