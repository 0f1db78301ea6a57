package io.antiphon.sip.core;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.antiphon.call.CallId;
import io.antiphon.sip.CallHandler;
import io.antiphon.sip.CallTarget;
import io.antiphon.sip.OutgoingCall;
import io.antiphon.sip.SipCall;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.SipEnd.Cause;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.antiphon.sip.sdp.SdpException;
import io.antiphon.sip.sdp.SessionDescription;
import io.antiphon.sip.wire.Destination;
import io.antiphon.time.Timers;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.address.Hop;
import javax.sip.message.Response;

/**
 * A call that we make. The public methods come from any thread, everything else runs on the sip thread.
 *
 * <pre>
 *   NEW ──► LOOKING UP ──► ROUTED ──► INVITED ──2xx──► UP (a {@link Leg}) ──► ENDED
 *                                          │  └─ 401, 407: INVITED again, signed
 *                                          └── refused, given up, unanswered ──►┘
 * </pre>
 *
 * An answer that comes after the call was given up is acknowledged and ended at once.
 */
final class OutboundCall implements OutgoingCall, Replies, LegHolder, Population.Member {

    private static final long CANCEL_PATIENCE_NS = SECONDS.toNanos(5);
    private static final SipEnd SILENCE = new SipEnd(Cause.UNREACHABLE, 408, "silence");

    private final Core core;
    private final CallTarget target;
    private final CallId id;
    private final Invitation invitation;
    private final Itinerary itinerary;
    private CallHandler handler = new Nobody();
    private boolean isDialled;
    private Optional<SessionDescription> offer = Optional.empty();
    // Written on the sip thread, read by any.
    private volatile Optional<InetSocketAddress> peer = Optional.empty();
    private Optional<Hop> hop = Optional.empty();
    private Optional<ClientTransaction> invite = Optional.empty();
    private Optional<Leg> leg = Optional.empty();
    private Optional<Forks> forks = Optional.empty();
    private Optional<SipEnd> givenUp = Optional.empty();
    private Timers.Timer patience = () -> {};
    private ExtraHeaders headers = ExtraHeaders.NONE;
    private boolean heardBack;
    private boolean cancelSent;
    private boolean ended;

    OutboundCall(Core core, CallTarget target, String callId) {
        this.core = core;
        this.target = target;
        this.id = new CallId(callId);
        this.itinerary = new Itinerary(core, target);
        this.invitation = new Invitation(core, target, callId);
    }

    @Override
    public CallId id() {
        return id;
    }

    @Override
    public String target() {
        return target.uri();
    }

    @Override
    public Optional<InetSocketAddress> peer() {
        return peer;
    }

    @Override
    public void dial(CallHandler hears) {
        core.post(() -> start(Optional.empty(), hears));
    }

    /** With an offer that is made already. */
    void dial(SessionDescription made, CallHandler hears) {
        core.post(() -> start(Optional.of(made), hears));
    }

    @Override
    public void invite(SessionDescription made) {
        core.post(() -> {
            if (hop.isPresent() && offer.isEmpty() && !ended && givenUp.isEmpty()) {
                offer = Optional.of(made);
                invite();
            }
        });
    }

    @Override
    public void hangUp() {
        core.post(() -> {
            leg().ifPresent(up -> up.bye(new SipEnd(Cause.HANGUP_LOCAL, 0, "BYE")));
            if (leg.isEmpty()) {
                giveUp(new SipEnd(Cause.CANCELLED, 487, "cancelled"));
            }
        });
    }

    @Override
    public void headers(Map<String, String> extra) {
        var checked = ExtraHeaders.of(extra);
        core.post(() -> {
            headers = checked;
            leg.ifPresent(up -> up.headers(checked));
        });
    }

    @Override
    public void reoffer(SessionDescription next) {
        core.post(() -> leg().ifPresent(up -> up.reoffer(next)));
    }

    @Override
    public void transfer(String to) {
        core.post(() -> leg.filter(_ -> !ended).ifPresent(up -> up.referrals().transfer(to)));
    }

    @Override
    public void transfer(SipCall consulted) {
        core.post(() -> leg().ifPresent(
                up -> up.referrals().transfer(((LegHolder) consulted).leg())));
    }

    @Override
    public Optional<Leg> leg() {
        return leg.filter(_ -> !ended);
    }

    @Override
    public void leave() {
        hangUp();
    }

    private void start(Optional<SessionDescription> made, CallHandler hears) {
        if (isDialled) {
            return;
        }
        isDialled = true;
        offer = made;
        handler = hears;
        core.population.enter(this);
        core.dialled.add(this);
        core.count(SipMeter.CALLS_MADE);
        if (core.population.isDraining()) {
            end(new SipEnd(Cause.FAILED, 0, "SIP is closing"));
            return;
        }
        if (givenUp.isPresent()) {
            end(givenUp.get());
            return;
        }
        var ring = target.wishes().ring().orElse(core.config.ringTimeout());
        patience = core.timers.after(ring.toNanos(),
                () -> giveUp(heardBack
                        ? new SipEnd(Cause.TIMEOUT, 408, "rang too long")
                        : SILENCE));
        try {
            itinerary.begin(this::routed, this::nowhere);
        } catch (Exception unusable) {
            end(new SipEnd(Cause.FAILED, 0, "target not understood"));
        }
    }

    /** There is a way; the first time, whoever calls makes an offer that fits it. */
    private void routed() {
        if (givenUp.isPresent() || ended) {
            end(givenUp.orElse(new SipEnd(Cause.CANCELLED, 0, "cancelled")));
            return;
        }
        head(itinerary.ways().current());
        if (offer.isPresent()) {
            invite();
        } else {
            handler.routed(core.reach.localHostTowards(
                    itinerary.ways().current().address().getAddress()));
        }
    }

    private void nowhere(String why) {
        end(itinerary.better(new SipEnd(Cause.UNREACHABLE, 0, why)));
    }

    private void head(Destination next) {
        hop = Optional.of(next);
        peer = Optional.of(next.address());
    }

    /** The next destination, should there be one and no word from this. */
    private boolean goElsewhere() {
        boolean mayGoOn = leg.isEmpty() && !ended && givenUp.isEmpty() && itinerary.hasAnother();
        if (mayGoOn) {
            abandon();
            itinerary.goOn(this::routed, this::nowhere);
        }
        return mayGoOn;
    }

    /** Nothing that comes back to this INVITE matters any more. */
    private void abandon() {
        invite.ifPresent(transaction -> core.wire.guarded(transaction::terminate));
        invite = Optional.empty();
        invitation.beginAnew();
    }

    private void invite() {
        try {
            var request = invitation.write(itinerary, offer.orElseThrow(), headers);
            head(itinerary.ways().current());
            heardBack = false;
            forks = Optional.empty();
            itinerary.hurry(() -> {
                if (!heardBack) {
                    goElsewhere();
                }
            });
            invite = Optional.of(core.send(request, this));
        } catch (Exception notSent) {
            end(new SipEnd(Cause.FAILED, 0, "not sent: " + notSent.getMessage()));
        }
    }

    @Override
    public void response(Response response, Optional<Dialog> dialog) {
        int status = response.getStatusCode();
        heardBack = true;
        if (status < 200) {
            progress(response, dialog);
        } else if (status < 300) {
            dialog.ifPresent(made -> taken(response, made));
        } else if (leg.isEmpty() && !ended) {
            refused(response);
        }
    }

    private void progress(Response response, Optional<Dialog> dialog) {
        if (givenUp.isPresent()) {
            // Also when nobody waits for it any more: until then the INVITE is repeated, and may make phones ring.
            cancel();
            return;
        }
        if (!ended && response.getStatusCode() > 100 && forks().isNews(response, dialog)) {
            handler.ringing(response.getStatusCode(), Forks.lenientSdp(response));
        }
    }

    private Forks forks() {
        forks = forks.or(() -> Optional.of(new Forks(core,
                new Forks.Terms(Transport.of(hop.orElseThrow().getTransport()), target.fromUser(),
                        itinerary.credentials(), offer.orElseThrow()),
                handler, this::legEnded)));
        return forks.orElseThrow();
    }

    /** Of a phone that did not take the call there is nothing to tell. */
    private void legEnded(Leg which, SipEnd how) {
        if (leg.filter(taken -> taken == which).isPresent()) {
            end(how);
        } else if (leg.isEmpty()) {
            givenUp.ifPresent(this::end);
        }
    }

    Optional<Forks> forked() {
        return forks;
    }

    private void taken(Response response, Dialog dialog) {
        if (leg.isPresent()) {
            leg.get().okAgain(response);
            return;
        }
        var up = forks().take(response, dialog);
        if (ended || givenUp.isPresent()) {
            // Too late: acknowledged and ended.
            up.ack(response);
            up.bye(new SipEnd(Cause.HANGUP_LOCAL, 0, "BYE"));
            return;
        }
        patience.cancel();
        up.headers(headers);
        leg = Optional.of(up);
        core.dialled.decided(this);
        up.taken(response, offer.orElseThrow(), invitation.session());
        try {
            forks().answer(response, dialog)
                    .ifPresentOrElse(handler::answered,
                            () -> up.bye(new SipEnd(Cause.FAILED, 200,
                                    "answered without a session")));
        } catch (SdpException broken) {
            up.bye(new SipEnd(Cause.FAILED, 200, "answer not understood: " + broken.getMessage()));
        }
    }

    private void refused(Response response) {
        int status = response.getStatusCode();
        if (givenUp.isPresent()) {
            end(givenUp.get());
            return;
        }
        core.shunned.heed(response, itinerary.ways().current());
        if (status == 503 && itinerary.hasWay() && goElsewhere()) {
            return;
        }
        if (invitation.yieldsTo(response, itinerary.credentials())) {
            invite();
        } else {
            refused(itinerary.better(Messages.rejection(response)));
        }
    }

    /** By one place; unless it speaks for all, the next is asked. */
    private void refused(SipEnd how) {
        if (how.status() / 100 != 6 && itinerary.hasPlace()) {
            abandon();
            itinerary.nextPlace(this::routed, this::nowhere);
        } else {
            end(how);
        }
    }

    @Override
    public void unanswered() {
        if (!heardBack && goElsewhere()) {
            return;
        }
        end(givenUp.orElseGet(() -> itinerary.better(
                heardBack ? new SipEnd(Cause.TIMEOUT, 408, "no answer") : SILENCE)));
    }

    @Override
    public void undeliverable(String why) {
        if (leg.isEmpty() && !heardBack && !ended && !goElsewhere()) {
            invite.ifPresent(transaction -> core.wire.guarded(transaction::terminate));
            end(itinerary.better(
                    new SipEnd(Cause.UNREACHABLE, 503, "not reachable: " + why)));
        }
    }

    private void giveUp(SipEnd how) {
        if (ended || leg.isPresent() || givenUp.isPresent()) {
            return;
        }
        givenUp = Optional.of(how);
        if (!isDialled) {
            return;
        }
        if (hop.isPresent() && invite.isEmpty()) {
            end(how);
        } else if (invite.isPresent() && heardBack) {
            cancel();
        }
        // No CANCEL before the first word from there (RFC 3261, section 9.1), and no waiting for it either.
        patience.cancel();
        patience = core.timers.after(CANCEL_PATIENCE_NS, () -> end(how));
    }

    private void cancel() {
        if (!cancelSent && invite.isPresent()) {
            cancelSent = true;
            core.wire.guarded(() -> core.cancel(invite.get(), hop.orElseThrow()));
        }
    }

    private void end(SipEnd how) {
        if (!ended) {
            ended = true;
            if (leg.isEmpty()) {
                core.dialled.decided(this);
            }
            patience.cancel();
            itinerary.cancel();
            core.count(SipMeter.CALLS_ENDED);
            core.population.left(this);
            core.wire.guarded(() -> handler.ended(how));
        }
    }
}
