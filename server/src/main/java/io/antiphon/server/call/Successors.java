package io.antiphon.server.call;

import io.antiphon.sip.OutgoingCall;
import io.antiphon.sip.Referral;
import io.antiphon.sip.SipCall;
import java.util.Optional;

/** Decides whom a conversation may go on with. Asked by calls' threads; what it answers with is not dialled yet. */
public interface Successors {

    /** Whom the other side of a call asks us to call in its place; empty where that may not be. */
    Optional<OutgoingCall> call(SipCall asking, Referral referral);

    /**
     * Whom an agent hands a caller on to, to be told first what it is about; empty where there is no way there.
     *
     * @param caller what their phone shall show, empty for nothing
     */
    Optional<OutgoingCall> consult(String target, String caller);
}
