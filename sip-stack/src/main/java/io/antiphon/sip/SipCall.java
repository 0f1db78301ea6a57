package io.antiphon.sip;

import io.antiphon.call.CallId;
import io.antiphon.sip.sdp.SessionDescription;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/** One call, either way. Every method may be called from any thread and returns at once. */
public sealed interface SipCall permits IncomingCall, OutgoingCall {

    /** The Call-ID; the same from the first message to the last. */
    CallId id();

    /** Where the other side's messages come from and go to; empty while that is not known. */
    Optional<InetSocketAddress> peer();

    /**
     * Ends the call, whatever state it is in: BYE when it is up, CANCEL when it still rings elsewhere, 480
     * when it rings here. A call that has ended stays as it is.
     */
    void hangUp();

    /**
     * X- headers that our requests and answers in this call carry from now on, by name; they replace those
     * given before. At most sixteen; controls in a value become '?', and what is longer than 256 characters is cut.
     */
    void headers(Map<String, String> extra);

    /**
     * Offers another session to the other side (re-INVITE). Waits for a renegotiation under way and retries
     * after a collision (491). The outcome is {@link CallHandler#renegotiated} or
     * {@link CallHandler#reofferRefused}.
     */
    void reoffer(SessionDescription offer);

    /**
     * Asks the other side to call someone else instead of us (REFER, RFC 3515). The call goes on until it is
     * hung up: {@link CallHandler#transferred} tells when the other side has gone there, or that it has not.
     */
    void transfer(String target);

    /**
     * Asks the other side to take our place in another call of this endpoint that is up (REFER with Replaces, RFC
     * 5589 section 7): its other end and this one's talk to each other then. Told of like {@link #transfer(String)}.
     */
    void transfer(SipCall consulted);
}
