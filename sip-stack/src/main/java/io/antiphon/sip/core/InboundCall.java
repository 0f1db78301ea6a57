package io.antiphon.sip.core;

import gov.nist.javax.sip.message.SIPRequest;
import io.antiphon.call.CallId;
import io.antiphon.sip.CallHandler;
import io.antiphon.sip.SipCall;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.SipEnd.Cause;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.antiphon.sip.sdp.SdpException;
import io.antiphon.sip.sdp.SessionDescription;
import io.antiphon.sip.trunk.Trunk;
import io.antiphon.time.Timers;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * A call from outside. The public methods come from any thread, everything else runs on the sip thread.
 *
 * <pre>
 *   OFFERED ──accept──► ACCEPTED ──ACK──► UP ──BYE either way──► ENDED
 *      │                   └── no ACK in 32 s: BYE ──────────────►│
 *      └── reject, hang up, CANCEL, nobody cares ─────────────────►┘
 * </pre>
 */
final class InboundCall extends Told implements DialogOwner, LegHolder, Population.Member {

    private final Core core;
    private final ServerTransaction invite;
    private final SIPRequest request;
    private final Optional<SessionDescription> offer;
    private final InetSocketAddress source;
    private final String localHost;
    private final String tag;
    private final String contactUser;
    private final Replaced replaced;
    private final Leg leg;
    private final Provisional provisional;
    private Timers.Timer patience;
    private CallHandler handler = new Nobody();
    private State state = State.OFFERED;
    private boolean hangUpOnceAcked;
    /** What to take the call with as soon as the caller has heard what came before. */
    private Optional<SessionDescription> waiting = Optional.empty();
    /** Their answer to the offer in a provisional answer of ours. */
    private Optional<SessionDescription> early = Optional.empty();

    private enum State {
        OFFERED,
        ACCEPTED,
        UP,
        ENDED
    }

    InboundCall(Core core, ServerTransaction invite, SIPRequest request,
            Optional<SessionDescription> offer, Optional<Trunk> trunk, Replaced replaced) {
        super(new InviteFacts(request), trunk);
        this.core = core;
        this.invite = invite;
        this.request = request;
        this.offer = offer;
        this.replaced = replaced;
        this.source = new InetSocketAddress(request.getPeerPacketSourceAddress(),
                request.getPeerPacketSourcePort());
        this.localHost = core.reach.localHostTowards(source.getAddress());
        this.tag = core.messages.newTag();
        this.contactUser = requestUser().isEmpty() ? "antiphon" : requestUser();
        var transport = Transport.of(request.getTopmostVia().getTransport());
        this.leg = new Leg(core,
                new InDialog.Origin(invite.getDialog(), transport, contactUser, source, false,
                        Optional.empty()),
                handler, this::end);
        this.provisional = new Provisional(core, invite, request, this::write,
                () -> refuse(504, "Server Time-out", Cause.TIMEOUT));
        this.patience = core.timers.after(core.config.ringTimeout().toNanos(),
                () -> refuse(480, "Temporarily Unavailable", Cause.TIMEOUT));
        invite.getDialog().setApplicationData(this);
        core.population.enter(this);
        core.count(SipMeter.CALLS_INVITED);
    }

    @Override
    public CallId id() {
        return new CallId(request.getCallId().getCallId());
    }

    @Override
    public Optional<SessionDescription> offer() {
        return offer;
    }

    @Override
    public Optional<CallId> replaces() {
        return replaced instanceof Replaced.Call(var id, _) ? Optional.of(id) : Optional.empty();
    }

    @Override
    public InetSocketAddress source() {
        return source;
    }

    @Override
    public String localHost() {
        return localHost;
    }

    @Override
    public void handler(CallHandler next) {
        core.post(() -> {
            handler = next;
            leg.handler(next);
        });
    }

    @Override
    public void ring() {
        core.post(() -> {
            if (state == State.OFFERED) {
                provisional.say(180, "Ringing", Optional.empty());
            }
        });
    }

    @Override
    public void progress(SessionDescription local) {
        core.post(() -> {
            if (state == State.OFFERED && (offer.isPresent() || provisional.canCarrySession())) {
                leg.local(local);
                provisional.say(183, "Session Progress", Optional.of(local));
            }
        });
    }

    @Override
    public void accept(SessionDescription local) {
        core.post(() -> {
            if (state == State.OFFERED && provisional.isOwed()) {
                waiting = Optional.of(local);
            } else if (state == State.OFFERED) {
                take(local);
            }
        });
    }

    private void take(SessionDescription local) throws Exception {
        patience.cancel();
        provisional.settle();
        patience = core.timers.after(Leg.ACK_PATIENCE_NS, leg::ackMissing);
        state = State.ACCEPTED;
        var response = write(200, "OK", Optional.of(local));
        leg.local(local);
        leg.agree(request, response);
        invite.sendResponse(response);
        leg.isUp();
        if (replaced instanceof Replaced.Call(_, var owner)) {
            owner.replaced();
        }
    }

    @Override
    public void reject(int status, String reason) {
        if (status < 300 || status > 699) {
            throw new IllegalArgumentException("a call is rejected with 300 to 699, not " + status);
        }
        core.post(() -> refuse(status, reason, Cause.REJECTED));
    }

    @Override
    public void headers(Map<String, String> extra) {
        var checked = ExtraHeaders.of(extra);
        core.post(() -> leg.headers(checked));
    }

    @Override
    public void reoffer(SessionDescription next) {
        core.post(() -> {
            if (state == State.UP) {
                leg.reoffer(next);
            }
        });
    }

    @Override
    public void transfer(String target) {
        core.post(() -> {
            if (state == State.UP) {
                leg.referrals().transfer(target);
            }
        });
    }

    @Override
    public void transfer(SipCall consulted) {
        core.post(() -> {
            if (state == State.UP) {
                leg.referrals().transfer(((LegHolder) consulted).leg());
            }
        });
    }

    @Override
    public Optional<Leg> leg() {
        return state == State.UP ? Optional.of(leg) : Optional.empty();
    }

    @Override
    public void hangUp() {
        core.post(() -> {
            switch (state) {
                case OFFERED -> refuse(480, "Temporarily Unavailable", Cause.HANGUP_LOCAL);
                // RFC 3261, section 15: the callee says no BYE before the ACK.
                case ACCEPTED -> hangUpOnceAcked = true;
                case UP -> leg.bye(new SipEnd(Cause.HANGUP_LOCAL, 0, "BYE"));
                case ENDED -> {
                    // Twice is once.
                }
            }
        });
    }

    @Override
    public void leave() {
        hangUp();
    }

    void cancelled() {
        refuse(487, "Request Terminated", Cause.CANCELLED);
    }

    void failed() {
        refuse(500, "Server Internal Error", Cause.FAILED);
    }

    private void refuse(int status, String reason, Cause cause) {
        if (state == State.OFFERED) {
            // First, for jain-sip tells of the dialog's end from within the sending.
            state = State.ENDED;
            // An offer within the dialog that is to be may wait for an answer, and its session has timers.
            leg.dialogGone();
            core.wire.guarded(
                    () -> invite.sendResponse(write(status, reason, Optional.empty())));
            over(new SipEnd(cause, status, reason));
        }
    }

    private Response write(int status, String reason, Optional<SessionDescription> sdp)
            throws Exception {
        var response = core.messages.response(request, status, reason, tag);
        if (status == 503) {
            core.messages.header(response, "Retry-After", core.retryAfter());
        }
        if (status < 300) {
            core.messages.contact(response, contactUser, Messages.hopBack(request));
            core.messages.allow(response);
        }
        leg.headers().on(core.messages, response);
        if (sdp.isPresent()) {
            core.messages.body(response, sdp.get());
        }
        return response;
    }

    private void end(SipEnd how) {
        if (state != State.ENDED) {
            state = State.ENDED;
            over(how);
        }
    }

    private void over(SipEnd how) {
        patience.cancel();
        provisional.stop();
        core.count(SipMeter.CALLS_ENDED);
        core.population.left(this);
        core.wire.guarded(() -> handler.ended(how));
    }

    // What the caller does.

    /** A PRACK (RFC 3262); it may bring the answer to an offer of ours, or another offer. */
    void pracked(SIPRequest prack) throws Exception {
        switch (provisional.match(prack)) {
            case NONE -> core.provider()
                    .sendResponse(core.messages.response(prack, 481,
                            "Call/Transaction Does Not Exist", tag));
            case AGAIN -> provisional.answerAgain();
            case NEW -> {
                boolean isAnswer = offer.isEmpty() && early.isEmpty();
                if (Messages.content(prack).isPresent() && !isAnswer) {
                    leg.offered(provisional::answer, prack);
                } else {
                    early = isAnswer ? Messages.sdp(prack) : early;
                    provisional.answer(core.messages.response(prack, 200, "OK", tag));
                }
                if (waiting.isPresent() && state == State.OFFERED && !provisional.isOwed()) {
                    take(waiting.get());
                }
            }
        }
    }

    @Override
    public void acked(Request ack) {
        if (state == State.UP) {
            leg.acked(ack);
            return;
        }
        if (state != State.ACCEPTED) {
            return;
        }
        state = State.UP;
        patience.cancel();
        if (hangUpOnceAcked) {
            leg.bye(new SipEnd(Cause.HANGUP_LOCAL, 0, "BYE"));
            return;
        }
        try {
            handler.established(offer.isPresent()
                    ? Optional.empty()
                    : Optional.of(early.isPresent() ? early.get() : Messages.requireSdp(ack)));
        } catch (SdpException broken) {
            leg.bye(new SipEnd(Cause.FAILED, 0, "answer not understood: " + broken.getMessage()));
        }
    }

    @Override
    public void reinvited(ServerTransaction transaction, Request again) {
        if (state == State.UP) {
            leg.reinvited(transaction, again);
        } else {
            core.wire.guarded(() -> transaction
                    .sendResponse(core.messages.response(again, 491, "Request Pending", tag)));
        }
    }

    @Override
    public void updated(ServerTransaction transaction, Request update) {
        boolean isAgreed = state == State.OFFERED && provisional.hasAgreed();
        if (state == State.UP || state == State.ACCEPTED || isAgreed) {
            leg.updated(transaction, update);
        } else {
            // No session is agreed on yet (RFC 3311, section 5.2).
            core.wire.guarded(() -> transaction
                    .sendResponse(core.messages.response(update, 491, "Request Pending", tag)));
        }
    }

    @Override
    public void pressed(char key) {
        if (state == State.UP) {
            leg.pressed(key);
        }
    }

    @Override
    public Referrals referrals() {
        return leg.referrals();
    }

    @Override
    public void replaced() {
        hangUp();
    }

    @Override
    public void byeReceived(Request bye) {
        if (state == State.OFFERED) {
            cancelled();
        } else {
            leg.byeReceived(bye);
        }
    }

    @Override
    public void okAgain(Response response) {
        leg.okAgain(response);
    }

    @Override
    public void dialogGone() {
        if (state != State.ENDED) {
            leg.dialogGone();
        }
    }
}
