package io.antiphon.sip;

import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Registration;
import io.antiphon.sip.account.RegistrationListener;
import io.antiphon.sip.sdp.SessionDescription;
import io.antiphon.sip.trunk.TrunkStatus;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The server's doorbell and dial. Every method may be called from any thread. */
public interface SipEndpoint extends AutoCloseable {

    /** Where SIP is really heard, with the ports that the machine chose. */
    List<ListenAddress> listening();

    /** Our address as a peer sees it: the advertised one, or the one that the route to the peer uses. */
    String localHostTowards(InetAddress peer);

    /** A call that nothing has been done about before {@link OutgoingCall#dial}. */
    OutgoingCall call(CallTarget target);

    /**
     * Calls someone with an offer that is good for every way to them. Returns at once; a target that makes no
     * sense ends the call as FAILED.
     */
    OutgoingCall call(CallTarget target, SessionDescription offer, CallHandler handler);

    /** Keeps an account registered until the registration or this endpoint is closed. */
    Registration register(Account account, RegistrationListener listener);

    /** How the trunks stand, in the order of the configuration. */
    List<TrunkStatus> trunks();

    /** Calls that have not ended. */
    int liveCalls();

    /** The longest time by which the sip thread was late for its work in the last second. */
    long lagNs();

    /** What was counted since start. */
    Map<SipMeter, Long> counters();

    /**
     * Takes no more calls (503, also to OPTIONS) and un-registers. Completes when the last call has ended.
     */
    CompletableFuture<Void> drain();

    /** Drains, ends what is left, and waits no longer than the configured close timeout. Not on the sip thread. */
    @Override
    void close();
}
