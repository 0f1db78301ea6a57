package io.antiphon.sip.core;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import gov.nist.javax.sip.message.SIPRequest;
import io.antiphon.sip.CallHandler;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.SipEnd.Cause;
import io.antiphon.sip.sdp.SdpException;
import io.antiphon.sip.sdp.SessionDescription;
import io.antiphon.time.Timers;
import java.text.ParseException;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.Dialog;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * A call that is up: what can still happen to it is another session, or its end. Sip thread.
 *
 * <p>At most one renegotiation runs at a time. Ours waits for theirs; theirs is told 491 while ours runs
 * (RFC 3261, section 14).
 */
final class Leg implements DialogOwner {

    /** RFC 3261, section 13.3.1.4: 64 times T1. */
    static final long ACK_PATIENCE_NS = SECONDS.toNanos(32);

    private final Core core;
    private final InDialog way;
    private final String contactUser;
    private final Consumer<SipEnd> whenOver;
    private final boolean ownsCallId;
    private CallHandler handler;
    private Optional<TheirReoffer> theirs = Optional.empty();
    private Optional<SessionDescription> queued = Optional.empty();
    private Timers.Timer ackPatience = () -> {};
    private final SessionTimer timer;
    private final JournalEntry entry;
    /** Our side of the session, as it was agreed on last. */
    private Optional<SessionDescription> local = Optional.empty();
    /** Whether our INVITE only refreshes. */
    private boolean refreshing;
    private final Referrals referrals;
    private boolean ourInvitePending;
    private boolean ackDue;
    private boolean answerDueInAck;
    private boolean over;

    Leg(Core core, InDialog.Origin origin, CallHandler handler, Consumer<SipEnd> ending) {
        this.core = core;
        this.way = new InDialog(core, origin);
        this.contactUser = origin.contactUser();
        this.ownsCallId = origin.ownsCallId();
        this.handler = handler;
        this.whenOver = ending;
        this.timer = new SessionTimer(core, way, new Kept());
        this.entry = new JournalEntry(core, way);
        this.referrals = new Referrals(core, way, () -> this.handler);
    }

    /** The call is up, by this 2xx of theirs to our INVITE with our offer. */
    void taken(Response response, SessionDescription offer, SessionTerms asked) {
        ourInvitePending = false;
        local = Optional.of(offer);
        timer.start(asked.agreed(response), response);
        ack(response);
        isUp();
    }

    /** There is something to end from now on. */
    void isUp() {
        entry.write();
    }

    /** Writes on our 2xx to an INVITE or UPDATE of theirs how long the session lasts; that runs from now on. */
    void agree(Request request, Response response) throws ParseException {
        var terms = SessionTerms.answered(request);
        terms.agree(core.messages, response);
        timer.start(terms, request);
    }

    /** The call is not up yet: whether our offer is still open, so that theirs would cross it. */
    void awaitsAnswer(boolean isOpen) {
        ourInvitePending = isOpen;
    }

    /** Acknowledges a provisional response that wants it. */
    void prack(Response response) {
        core.wire.guarded(() -> way.send(way.dialog().createPrack(response), (_, _) -> {}));
    }

    /** Our side of the session is this from now on. */
    void local(SessionDescription ours) {
        local = Optional.of(ours);
    }

    /** What our messages carry from now on. */
    void headers(ExtraHeaders extra) {
        way.headers(extra);
    }

    ExtraHeaders headers() {
        return way.headers();
    }

    void handler(CallHandler next) {
        handler = next;
    }

    Dialog dialog() {
        return way.dialog();
    }

    // What we do.

    void bye(SipEnd end) {
        theirs.ifPresent(reoffer -> refuse(reoffer, 487, "Request Terminated"));
        core.wire.guarded(() -> {
            var goodbye = new Population.Goodbye();
            core.population.enter(goodbye);
            try {
                entry.eraseLater();
                way.send(way.request(Request.BYE), (_, _) -> {
                    entry.erase();
                    core.population.left(goodbye);
                });
            } catch (Exception notSent) {
                core.population.left(goodbye);
                throw notSent;
            }
        });
        end(end);
    }

    private void end(SipEnd end) {
        over = true;
        ackPatience.cancel();
        timer.stop();
        referrals.giveUp();
        entry.over();
        whenOver.accept(end);
    }

    void reoffer(SessionDescription offer) {
        if (over) {
            return;
        }
        if (ourInvitePending || theirs.isPresent() || ackDue) {
            queued = Optional.of(offer);
            return;
        }
        reinvite(offer);
    }

    private void reinvite(SessionDescription offer) {
        core.wire.guarded(() -> {
            var request = way.request(Request.INVITE);
            core.messages.body(request, offer);
            core.messages.allow(request);
            timer.terms().confirm(core.messages, request);
            way.send(request, (status, response) -> reinviteAnswered(offer, status, response));
            ourInvitePending = true;
        });
    }

    private void reinviteAnswered(SessionDescription offer, int status,
            Optional<Response> response) {
        ourInvitePending = false;
        boolean wasRefresh = refreshing;
        refreshing = false;
        boolean taken = status / 100 == 2 && response.isPresent();
        if (taken) {
            response.ifPresent(this::ack);
        }
        if (!over) {
            timer.answered(status, response);
        }
        if (over) {
            return;
        }
        if (taken) {
            local = Optional.of(offer);
            entry.write();
            try {
                handler.renegotiated(Messages.requireSdp(response.orElseThrow()));
            } catch (SdpException broken) {
                bye(new SipEnd(Cause.FAILED, 0, "answer not understood: " + broken.getMessage()));
                return;
            }
        } else if (status == 491) {
            queued = queued.or(() -> Optional.of(offer));
            core.timers.after(glareNs(), this::sendQueued);
            return;
        } else if (!wasRefresh) {
            handler.reofferRefused(status);
        }
        sendQueued();
    }

    /** Whoever owns the Call-ID waits longer, so that the two do not collide again (RFC 3261, section 14.1). */
    private long glareNs() {
        int steps = ownsCallId ? 210 + core.random.nextInt(190) : core.random.nextInt(200);
        return MILLISECONDS.toNanos(10L * steps);
    }

    private void sendQueued() {
        var next = queued;
        queued = Optional.empty();
        next.ifPresent(this::reoffer);
    }

    @Override
    public Referrals referrals() {
        return referrals;
    }

    /** Acknowledges a 2xx to an INVITE of ours. */
    void ack(Response response) {
        way.ack(response);
    }

    // What they do.

    @Override
    public void reinvited(ServerTransaction transaction, Request request) {
        way.noteSource(request);
        if (ourInvitePending || theirs.isPresent() || answerDueInAck) {
            refuse(transaction::sendResponse, request, 491, "Request Pending");
            return;
        }
        if (SessionTerms.isTooShort(request)) {
            refuse(transaction::sendResponse, request, 422, "Session Interval Too Small");
            return;
        }
        hear(transaction::sendResponse, request);
    }

    @Override
    public void updated(ServerTransaction transaction, Request request) {
        way.noteSource(request);
        if (Messages.content(request).isEmpty()) {
            core.wire.guarded(() -> transaction.sendResponse(ok(request)));
        } else if (ourInvitePending || answerDueInAck) {
            refuse(transaction::sendResponse, request, 491, "Request Pending");
        } else if (theirs.isPresent()) {
            // RFC 3311, section 5.2.
            refuse(transaction::sendResponse, request, 500, "Server Internal Error");
        } else {
            hear(transaction::sendResponse, request);
        }
    }

    /** A PRACK that offers another session (RFC 3262, section 5). */
    void offered(TheirReoffer.Sender sender, Request prack) {
        way.noteSource(prack);
        if (theirs.isPresent()) {
            refuse(sender, prack, 500, "Server Internal Error");
        } else {
            hear(sender, prack);
        }
    }

    private Response ok(Request request) throws ParseException {
        var response = core.messages.response(request, 200, "OK", core.messages.newTag());
        core.messages.contact(response, contactUser, Messages.hopBack((SIPRequest) request));
        core.messages.allow(response);
        headers().on(core.messages, response);
        agree(request, response);
        return response;
    }

    private void hear(TheirReoffer.Sender sender, Request request) {
        try {
            var reoffer = new TheirReoffer(core, this, sender, request,
                    Messages.sdp(request));
            theirs = Optional.of(reoffer);
            handler.reoffered(reoffer);
        } catch (SdpException broken) {
            refuse(sender, request, 400, "Bad session description");
        }
    }

    /** Our answer to a re-INVITE or UPDATE; or our offer, whose answer then comes with the ACK. */
    void answer(TheirReoffer reoffer, SessionDescription ours) throws Exception {
        if (!isWaiting(reoffer)) {
            return;
        }
        theirs = Optional.empty();
        var response = ok(reoffer.request());
        local(ours);
        core.messages.body(response, ours);
        reoffer.sender().send(response);
        entry.write();
        if (reoffer.request().getMethod().equals(Request.INVITE)) {
            ackDue = true;
            answerDueInAck = reoffer.offer().isEmpty();
            ackPatience = core.timers.after(ACK_PATIENCE_NS, this::ackMissing);
        } else {
            sendQueued();
        }
    }

    void refuse(TheirReoffer reoffer, int status, String reason) {
        if (isWaiting(reoffer)) {
            theirs = Optional.empty();
            refuse(reoffer.sender(), reoffer.request(), status, reason);
            sendQueued();
        }
    }

    private boolean isWaiting(TheirReoffer reoffer) {
        return theirs.filter(waiting -> waiting == reoffer).isPresent();
    }

    private void refuse(TheirReoffer.Sender sender, Request request, int status, String reason) {
        core.wire.guarded(() -> sender
                .send(core.messages.refusal(request, status, reason, core.random.nextInt(10))));
    }

    @Override
    public void pressed(char key) {
        handler.digit(key);
    }

    @Override
    public void byeReceived(Request request) {
        theirs.ifPresent(reoffer -> refuse(reoffer, 487, "Request Terminated"));
        end(new SipEnd(Cause.HANGUP_REMOTE, 0, "BYE", Messages.q850(request)));
    }

    @Override
    public void acked(Request request) {
        way.noteSource(request);
        ackPatience.cancel();
        ackDue = false;
        if (answerDueInAck) {
            answerDueInAck = false;
            try {
                handler.renegotiated(Messages.requireSdp(request));
            } catch (SdpException broken) {
                bye(new SipEnd(Cause.FAILED, 0, "answer not understood: " + broken.getMessage()));
                return;
            }
        }
        sendQueued();
    }

    /** They never acknowledged an answer of ours. jain-sip repeats the answer but then says nothing. */
    void ackMissing() {
        bye(new SipEnd(Cause.TIMEOUT, 408, "no ACK"));
    }

    @Override
    public void replaced() {
        bye(new SipEnd(Cause.HANGUP_LOCAL, 0, "replaced"));
    }

    @Override
    public void okAgain(Response response) {
        ack(response);
    }

    @Override
    public void dialogGone() {
        theirs.ifPresent(reoffer -> refuse(reoffer, 487, "Request Terminated"));
        end(new SipEnd(Cause.FAILED, 0, "dialog lost"));
    }

    /** What the session timer does to the call. */
    private final class Kept implements SessionTimer.Call {

        @Override
        public boolean isBusy() {
            return over || ourInvitePending || theirs.isPresent() || ackDue;
        }

        @Override
        public void reinvite() {
            refreshing = local.isPresent();
            local.ifPresent(Leg.this::reinvite);
        }

        @Override
        public void lost(int status) {
            if (!over) {
                end(new SipEnd(Cause.TIMEOUT, status, "the other side has lost the call"));
            }
        }

        @Override
        public void expired() {
            bye(new SipEnd(Cause.TIMEOUT, 408, "session expired"));
        }
    }
}
