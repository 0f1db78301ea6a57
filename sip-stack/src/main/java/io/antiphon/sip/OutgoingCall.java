package io.antiphon.sip;

import io.antiphon.sip.sdp.SessionDescription;

/** A call that we make. */
public non-sealed interface OutgoingCall extends SipCall {

    /** The URI that is called. */
    String target();

    /**
     * Looks up where the target is. Once or not at all. {@link CallHandler#routed} follows, or
     * {@link CallHandler#ended} where there is no way to it.
     */
    void dial(CallHandler handler);

    /** INVITE with our offer. Once, after {@link CallHandler#routed}. */
    void invite(SessionDescription offer);
}
