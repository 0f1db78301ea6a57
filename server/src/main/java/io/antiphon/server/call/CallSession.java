package io.antiphon.server.call;

import io.antiphon.media.MediaEvent;
import io.antiphon.media.MediaEvent.Enciphered;
import io.antiphon.media.MediaEvent.NotEnciphered;
import io.antiphon.media.MediaEvent.PacketsRefused;
import io.antiphon.media.MediaListener;
import io.antiphon.media.floor.FloorRecord;
import io.antiphon.own.Owner;
import io.antiphon.server.trace.CallTrace;
import io.antiphon.sip.CallHandler;
import io.antiphon.sip.IncomingCall;
import io.antiphon.sip.Reoffer;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.sdp.SessionDescription;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call, from INVITE to its end. A virtual thread of its own runs {@link #run} and owns everything below;
 * all others only post to the mailbox.
 *
 * <pre>
 *   Offered ──answered──► Talking ──BYE, last line heard, fault──► Ended
 *      └───── 488, 503, CANCEL ──────────────────────────────────►
 * </pre>
 */
public final class CallSession implements CallHandler, MediaListener {

    private static final Logger LOG = LoggerFactory.getLogger(CallSession.class);
    private static final int UNAVAILABLE = 503;
    private static final long LONGEST_WAIT_NS = 3_600_000_000_000L;

    private final IncomingCall call;
    private final House house;
    private final String agent;
    private final CallFacts facts;
    private final Owner owner;
    private final Story story;
    private final CallMailbox mailbox = new CallMailbox();
    private Optional<SipEnd> end = Optional.empty();
    private boolean hasHungUp;
    private Optional<String> transfer = Optional.empty();
    private String reason = "fault";

    /** Sip thread; {@link #run} follows on a thread of the call's own. */
    public CallSession(IncomingCall call, House house, String agent) {
        this.call = call;
        this.house = house;
        this.agent = agent;
        this.facts = CallFacts.of(call, house.trustsIdentities());
        this.owner = new Owner("call-" + call.id());
        this.story = new Story(new CallTrace(house.events(), call.id(), house.clock()));
    }

    /** Any thread: the server goes down. */
    public void leave(String why) {
        mailbox.post(new CallEvent.Leave(why));
    }

    @Override
    public void established(Optional<SessionDescription> answer) {
        mailbox.post(new CallEvent.Established(answer));
    }

    @Override
    public void reoffered(Reoffer reoffer) {
        mailbox.post(new CallEvent.Reoffered(reoffer));
    }

    @Override
    public void renegotiated(SessionDescription answer) {
        mailbox.post(new CallEvent.Renegotiated(answer));
    }

    @Override
    public void transferred(int status) {
        mailbox.post(new CallEvent.Transferred(status));
    }

    @Override
    public void digit(char key) {
        happened(new MediaEvent.Digit(key, house.clock().nanoTime()));
    }

    @Override
    public void ended(SipEnd end) {
        mailbox.post(new CallEvent.Ended(end));
    }

    @Override
    public void happened(MediaEvent event) {
        mailbox.post(new CallEvent.Media(event));
    }

    @Override
    public void floorMoved(FloorRecord move) {
        mailbox.post(new CallEvent.FloorMoved(move));
    }

    /** The call's thread, from its first moment to its last. */
    public void run() {
        owner.claim();
        LOG.info("call begins: id={} agent={}", call.id(), agent);
        try {
            var party = house.party(agent,
                    new Desk(mailbox, owner, story, this, facts.forConversation()));
            if (party.isPresent()) {
                hold(party.get());
            } else {
                call.reject(UNAVAILABLE, "Service Unavailable");
                reason = "no seat is free";
            }
        } catch (InterruptedException e) {
            // The server goes down, and signalling could not end the call in time.
            reason = "abandoned";
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The top of this thread: a mistake of ours ends this call and no other.
            LOG.error("call fails: id={}", call.id(), e);
        } finally {
            call.hangUp();
            String why = end.map(how -> how.cause() + " " + how.reason()).orElse(reason).strip();
            story.end(why);
            LOG.info("call ends: id={} reason={}", call.id(), why);
        }
    }

    private void hold(Party party) throws InterruptedException {
        try (party) {
            var leg = new Leg(call, party.media(), house.hostFor(call), house, story);
            if (!leg.isUnderstood()) {
                reason = leg.objection();
                return;
            }
            if (!ring()) {
                return;
            }
            call.headers(party.headers());
            leg.answer();
            while (end.isEmpty()) {
                long waitNs = Math.min(party.patienceNs(), LONGEST_WAIT_NS);
                mailbox.take(waitNs)
                        .ifPresentOrElse(event -> happened(event, leg, party),
                                party::nothingHappened);
                if (mailbox.hasOverflowed()) {
                    // The end itself may be among what was turned away, so it is not waited for.
                    reason = "mailbox overflowed";
                    return;
                }
                if (!hasHungUp && transfer.isEmpty() && party.isOver()) {
                    part(leg, party);
                }
            }
        }
    }

    /** The last line was heard: the caller is handed on, or the call ends. */
    private void part(Leg leg, Party party) {
        call.headers(party.headers());
        transfer = party.transferTarget();
        transfer.ifPresentOrElse(target -> {
            story.transfer(target, 0);
            leg.transfer(target);
        }, () -> {
            hasHungUp = true;
            leg.hangUp();
        });
    }

    private void transferred(int status, Leg leg, Party party) {
        story.transfer(transfer.orElse(""), status);
        if (status / 100 == 2) {
            hasHungUp = true;
            leg.hangUp();
        } else {
            transfer = Optional.empty();
            party.notTransferred();
        }
    }

    /** Lets it ring as long as configured; answers whether the caller is still there. */
    private boolean ring() throws InterruptedException {
        call.ring();
        long untilNs = house.clock().nanoTime() + house.answerDelayNs();
        for (long left = house.answerDelayNs(); left > 0; left = untilNs
                - house.clock().nanoTime()) {
            if (mailbox.take(left).orElse(null) instanceof CallEvent.Ended(var why)) {
                end = Optional.of(why);
                return false;
            }
        }
        return true;
    }

    private void happened(CallEvent event, Leg leg, Party party) {
        switch (event) {
            case CallEvent.Established(var answer) -> {
                answer.ifPresent(leg::answered);
                story.begin(agent, leg.codec(), party.recogniser(), party.voice(), facts);
                party.begin();
            }
            case CallEvent.Reoffered(var reoffer) -> leg.reoffered(reoffer);
            case CallEvent.Renegotiated(var answer) -> leg.answered(answer);
            case CallEvent.Transferred(int status) -> transferred(status, leg, party);
            case CallEvent.Ended(var why) -> end = Optional.of(why);
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
                reason = why;
                hasHungUp = true;
                leg.hangUp();
            }
            case CallEvent.OfParty ofParty -> party.happened(ofParty);
        }
    }
}
