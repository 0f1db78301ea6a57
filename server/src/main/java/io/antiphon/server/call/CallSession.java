package io.antiphon.server.call;

import io.antiphon.call.CallId;
import io.antiphon.media.MediaEvent.Enciphered;
import io.antiphon.media.MediaEvent.MediaBroken;
import io.antiphon.media.MediaEvent.NotEnciphered;
import io.antiphon.media.MediaEvent.PacketsRefused;
import io.antiphon.own.Owner;
import io.antiphon.server.call.CallView.Ending;
import io.antiphon.server.call.CallView.State;
import io.antiphon.server.trace.CallTrace;
import io.antiphon.sip.IncomingCall;
import io.antiphon.sip.OutgoingCall;
import io.antiphon.sip.SipCall;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.sdp.SessionDescription;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call, from INVITE to its end, whoever made it. A virtual thread of its own runs {@link #run} and owns
 * everything below; all others only post to the mailbox.
 *
 * <pre>
 *   incoming: Ringing ──answered────────────────────► Up ──BYE, last line heard, fault──► Ended
 *                └───── 488, 503, CANCEL ───────────────────────────────────────────────►
 *   outgoing: Dialling ──180──► Ringing ──183──► Early ──200──► Up
 *                └───── refused, unanswered, given up ──────────────────────────────────►
 * </pre>
 */
public final class CallSession extends Postings {

    private static final Logger LOG = LoggerFactory.getLogger(CallSession.class);
    private static final long LONGEST_WAIT_NS = 3_600_000_000_000L;

    private final CallId id;
    // Written by the call's thread when the conversation moves to another call, read by any.
    private volatile SipCall call;
    private final Succession succession;
    private Optional<Leg> leg = Optional.empty();
    private boolean hasMoved;
    // How the call ended whose place another is about to take.
    private Optional<SipEnd> gone = Optional.empty();
    private final House house;
    private final Briefing briefing;
    private final CallFacts facts;
    private final Consumer<CallView> told;
    private final Owner owner;
    private final Story story;
    private final CallMailbox mailbox = new CallMailbox();
    private CallView view;
    private Optional<SipEnd> end = Optional.empty();
    private boolean isUp;
    private final Departure departure;
    private CallCause cause = CallCause.FAILED;
    private String reason = "fault";

    /**
     * Any thread; {@link #run} follows on a thread of the call's own.
     *
     * @param told hears of every change, on the call's thread, and must not wait
     */
    public CallSession(SipCall call, House house, Briefing briefing, Consumer<CallView> told,
            Successors successors) {
        super(house.clock());
        this.id = call.id();
        this.call = call;
        this.house = house;
        this.briefing = briefing;
        this.facts = switch (call) {
            case IncomingCall in -> CallFacts.of(in, house.trustsIdentities(in.trunk()));
            case OutgoingCall out -> CallFacts.of(out);
        };
        this.told = told;
        this.owner = new Owner("call-" + call.id());
        this.story = new Story(new CallTrace(house.events(), call.id(), house.clock()));
        var here = new Here();
        this.succession = new Succession(mailbox, house, story, successors, here);
        this.departure = new Departure(here, house, story, successors, mailbox, facts.display());
        this.view = CallView.of(call, briefing.agent(), house.wall().now());
    }

    /** As the call stands before {@link #run}, and not later. */
    public CallView beginning() {
        return view;
    }

    /** Any thread: the Call-ID that it began with. */
    public CallId id() {
        return id;
    }

    /** Any thread: whether this is the call that the conversation is in, and that is where it is. */
    public boolean isAt(CallId where, InetAddress from) {
        return call.id().equals(where) && call.peer()
                .map(InetSocketAddress::getAddress)
                .filter(from::equals)
                .isPresent();
    }

    NextLine lineOf(CallId other) {
        return new NextLine(other, mailbox, house.clock());
    }

    /** Any thread: another call is to take the place of the one that this is in. */
    public void takeOver(IncomingCall by) {
        by.handler(lineOf(by.id()));
        mailbox.post(new CallEvent.TakenOver(by));
    }

    /** Any thread: the call is to end, whatever it is at. */
    public void leave(String why) {
        mailbox.post(new CallEvent.Leave(why));
    }

    @Override
    void post(CallEvent event) {
        mailbox.post(event);
    }

    /** The call's thread, from its first moment to its last. */
    public void run() {
        owner.claim();
        LOG.info("call begins: id={} agent={}", id, briefing.agent());
        try {
            var party = house.party(briefing,
                    new Desk(id, mailbox, owner, story, this, facts.forConversation()));
            if (party.isPresent()) {
                hold(party.get());
            } else {
                endsAs(CallCause.UNAVAILABLE, "no seat is free");
                if (call instanceof IncomingCall offered) {
                    offered.reject(503, "Service Unavailable");
                }
            }
        } catch (InterruptedException e) {
            // The server goes down, and signalling could not end the call in time.
            reason = "abandoned";
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The top of this thread: a mistake of ours ends this call and no other.
            LOG.error("call fails: id={}", id, e);
        } finally {
            call.hangUp();
            succession.giveUp();
            departure.giveUp();
            // Signalling remembers us until its last transaction ends, and we the sound: half a megabyte a call.
            leg = Optional.empty();
            tellEnd();
        }
    }

    private void endsAs(CallCause what, String why) {
        cause = what;
        reason = why;
    }

    private void tellEnd() {
        var how = new Ending(cause, reason, end.map(SipEnd::status).orElse(0),
                end.map(why -> why.q850().orElse(0)).orElse(0),
                end.map(why -> why.retryAfterSeconds().orElse(0)).orElse(0), house.wall().now());
        story.end(how);
        LOG.info("call ends: id={} cause={} reason={}", call.id(), cause.word(), reason);
        tell(view.ended(how));
    }

    private void tell(CallView next) {
        view = next;
        told.accept(next);
    }

    private void hold(Party party) throws InterruptedException {
        try (party) {
            leg = switch (call) {
                case IncomingCall offered -> answer(offered, party);
                case OutgoingCall dialled -> dial(dialled, party);
            };
            while (leg.isPresent() && end.isEmpty()) {
                long waitNs = Math.min(party.patienceNs(), LONGEST_WAIT_NS);
                mailbox.take(waitNs)
                        .ifPresentOrElse(event -> happened(event, leg.get(), party),
                                party::nothingHappened);
                if (mailbox.hasOverflowed()) {
                    // The end itself may be among what was turned away, so it is not waited for.
                    reason = "mailbox overflowed";
                    return;
                }
                if (!departure.isUnderWay() && party.isOver()) {
                    departure.part(party);
                }
            }
            LastWords.of(party, mailbox, house.clock());
            if (end.filter(CallCause::isInOrder).isPresent()) {
                party.endsInOrder();
            }
        }
    }

    /** An incoming call: rings, and is answered. Empty where it ended before. */
    private Optional<Leg> answer(IncomingCall offered, Party party) throws InterruptedException {
        var arrival = new Arrival(offered, mailbox, house, story);
        return switch (arrival.take(party, () -> tell(view.in(State.EARLY)))) {
            case Arrival.Outcome.Taken(var taken) -> Optional.of(taken);
            case Arrival.Outcome.NotUnderstood(var why) -> {
                endsAs(CallCause.INCOMPATIBLE, why);
                yield Optional.empty();
            }
            case Arrival.Outcome.Left(var why) -> {
                over(why);
                yield Optional.empty();
            }
        };
    }

    /** An outgoing call: waits for the way there, and asks. Empty where it ended before. */
    private Optional<Leg> dial(OutgoingCall dialled, Party party) throws InterruptedException {
        story.dial(briefing.agent(), dialled.target());
        dialled.headers(party.headers());
        dialled.dial(this);
        while (end.isEmpty()) {
            switch (mailbox.take(LONGEST_WAIT_NS).orElse(null)) {
                case CallEvent.Routed(var localHost) -> {
                    var leg = new Leg(dialled, party.media(), house.hostFor(localHost), house,
                            story);
                    dialled.invite(leg.offer());
                    return Optional.of(leg);
                }
                case CallEvent.Ended(var why) -> over(why);
                case CallEvent.Leave _ -> dialled.hangUp();
                case null, default -> {
                    // Nothing else can be meant for a call that has not begun.
                }
            }
        }
        return Optional.empty();
    }

    private void over(SipEnd why) {
        if (succession.isPending()) {
            // Whoever asked for the other call does not wait for it.
            gone = Optional.of(why);
            return;
        }
        end = Optional.of(why);
        // What we know better than signalling is not forgotten: the call ends because of it.
        if (cause == CallCause.FAILED) {
            endsAs(CallCause.of(why, isUp), (why.cause() + " " + why.reason()).strip());
        }
    }

    private void happened(CallEvent event, Leg leg, Party party) {
        switch (event) {
            case CallEvent.OfNext(var of, var next) when hasMoved && of.equals(call.id()) ->
                inCall(next, leg, party);
            case CallEvent.OfNext(var of, var next) when departure.isConsulting(of) ->
                departure.consulted(next, party);
            case CallEvent.OfNext(var of, var next) -> succession.happened(of, next);
            case CallEvent.Leave _, CallEvent.OfParty _ -> inCall(event, leg, party);
            case CallEvent.TakenOver(var by) ->
                succession.takenOver(by, isUp && !departure.isUnderWay());
            default -> {
                // What the call still says that the conversation has left concerns nobody.
                if (!hasMoved) {
                    inCall(event, leg, party);
                }
            }
        }
    }

    private void inCall(CallEvent event, Leg leg, Party party) {
        switch (event) {
            case CallEvent.Routed _, CallEvent.OfNext _, CallEvent.TakenOver _ -> {
                // Told once, before there is a leg; looked at before.
            }
            case CallEvent.Ringing(int status, var early) -> rings(status, early, leg);
            case CallEvent.Answered(var remote) -> begins(leg.answered(remote), leg, party);
            case CallEvent.Established(var answer) ->
                begins(answer.map(leg::answered).orElse(true), leg, party);
            case CallEvent.Reoffered(var reoffer) -> {
                leg.reoffered(reoffer);
                departure.renegotiated(/* isRefused= */ false, party);
            }
            case CallEvent.Renegotiated(var answer) -> {
                leg.answered(answer);
                departure.renegotiated(/* isRefused= */ false, party);
            }
            case CallEvent.ReofferRefused _ -> departure.renegotiated(/* isRefused= */ true, party);
            case CallEvent.Transferred(int status) -> departure.transferred(status, party);
            case CallEvent.Referred(var referral) when departure.isUnderWay() ->
                succession.refuse(referral);
            case CallEvent.Referred(var referral) -> succession.referred(referral);
            case CallEvent.Ended(var why) -> over(why);
            case CallEvent.Leave _ -> leg.hangUp();
            case CallEvent.Media(PacketsRefused refused) -> {
                LOG.warn("packets refused: id={} forged={} replayed={}", call.id(),
                        refused.forged(), refused.replayed());
                story.media(refused);
            }
            case CallEvent.Media(Enciphered secured) -> story.media(secured);
            case CallEvent.Media(NotEnciphered(var why, _)) -> {
                LOG.warn("no keys: id={} reason={}", call.id(), why);
                story.notEnciphered(why);
                endsAs(CallCause.INCOMPATIBLE, why);
                departure.hangUp();
            }
            case CallEvent.OfParty ofParty -> happened(ofParty, leg, party);
        }
    }

    /** What is heard while it rings elsewhere is not the party's business. */
    private void happened(CallEvent.OfParty event, Leg leg, Party party) {
        if (isUp || call instanceof IncomingCall) {
            party.happened(event);
        } else if (event instanceof CallEvent.Media(MediaBroken _)) {
            leg.hangUp();
        }
    }

    private void rings(int status, Optional<SessionDescription> early, Leg leg) {
        story.ringing(status, early.isPresent());
        early.ifPresent(leg::early);
        var next = early.isPresent() ? State.EARLY : State.RINGING;
        if (next.compareTo(view.state()) > 0) {
            tell(view.in(next));
        }
    }

    private void begins(boolean isAgreed, Leg leg, Party party) {
        if (hasMoved && isAgreed) {
            return;
        }
        if (!isAgreed) {
            endsAs(CallCause.INCOMPATIBLE, "no codec in common");
            return;
        }
        isUp = true;
        tell(view.upSince(house.wall().now()));
        story.begin(briefing.agent(), leg.codec(), party.recogniser(), party.voice(),
                facts);
        party.begin();
    }

    /** Where the conversation is. */
    private final class Here implements Succession.Session {

        @Override
        public SipCall call() {
            return call;
        }

        @Override
        public Leg leg() {
            return leg.orElseThrow();
        }

        @Override
        public void moved(SipCall to, Leg by) {
            call = to;
            leg = Optional.of(by);
            hasMoved = true;
            gone = Optional.empty();
        }

        @Override
        public void stays() {
            gone.ifPresent(CallSession.this::over);
        }
    }
}
