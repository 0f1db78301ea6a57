package io.antiphon.sip;

import io.antiphon.call.CallId;
import io.antiphon.sip.sdp.SessionDescription;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/** A call that someone made to us. The accessors are constant. */
public non-sealed interface IncomingCall extends SipCall {

    /** The user part of the request URI: the number that was dialled. */
    String requestUser();

    /** The URI of the From header. */
    String fromUri();

    /** The display name of the From header, empty where there is none. */
    String fromDisplayName();

    /**
     * Who calls. Where the peer is trusted, what it asserts counts (P-Asserted-Identity, Remote-Party-ID),
     * else only From.
     */
    CallerIdentity caller(boolean isTrusted);

    /** The user part of To: the number that was dialled first, where the call was sent on since. */
    String toUser();

    /**
     * The X- headers and User-to-User (RFC 7433) of the INVITE, by name in lower case. Bounded in number and
     * length, and each value is one printable line.
     */
    Map<String, String> extras();

    /**
     * The call of this endpoint whose place this one wants to take (RFC 3891); that one is hung up when this is
     * accepted. Whoever knows a call's identifiers can ask for this, so the one who decides looks at who asks.
     */
    Optional<CallId> replaces();

    /** What the caller offers; empty where the caller wants our offer. */
    Optional<SessionDescription> offer();

    /** The first header of that name in the INVITE, in any case. */
    Optional<String> header(String name);

    /** The name of the trunk over which it came; empty where everybody may call. */
    default Optional<String> trunk() {
        return Optional.empty();
    }

    /** Where the INVITE came from. */
    InetSocketAddress source();

    @Override
    default Optional<InetSocketAddress> peer() {
        return Optional.of(source());
    }

    /** The address under which the caller reaches this machine; for the c= line. */
    String localHost();

    /** Who hears about this call from now on. */
    void handler(CallHandler handler);

    /** 180. Once or not at all. */
    void ring();

    /**
     * 183 with our answer, so that something can be heard before the call is taken; where the INVITE had no offer,
     * with our offer. The other side must have it (RFC 3262) before {@link #accept} has an effect; where it cannot
     * tell, an offer of ours waits for {@link #accept}. What {@link #accept} says must be the same again.
     */
    void progress(SessionDescription local);

    /**
     * 200 with our answer; or, where the INVITE had no offer, with our offer: the answer then arrives in
     * {@link CallHandler#established}.
     */
    void accept(SessionDescription local);

    /** Refuses the call. {@code reason} is printable ASCII; anything else in it becomes '?'. */
    void reject(int status, String reason);
}
