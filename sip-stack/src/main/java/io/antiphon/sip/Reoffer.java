package io.antiphon.sip;

import io.antiphon.sip.sdp.SessionDescription;
import java.util.Optional;

/** A re-INVITE that waits for our word. Methods may be called from any thread; only the first word counts. */
public interface Reoffer {

    /** What they offer; empty where they want our offer, and then send their answer with the ACK. */
    Optional<SessionDescription> offer();

    /** 200, with our answer or our offer. */
    void answer(SessionDescription local);

    /** Leaves the session as it is; usually 488. */
    void reject(int status, String reason);
}
