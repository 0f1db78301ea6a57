package io.antiphon.server.call;

import io.antiphon.call.CallId;
import io.antiphon.sip.IncomingCall;
import io.antiphon.sip.OutgoingCall;
import io.antiphon.sip.Referral;
import io.antiphon.sip.SipCall;
import io.antiphon.sip.SipEnd;
import java.util.Optional;

/**
 * The call that is to take the place of a session's: one that we make because the other side asks for it (REFER), or
 * one that is made to us (Replaces). The agent and its sound go on in it. Owned by the call's thread.
 *
 * <pre>
 *   NONE ──REFER that is allowed──► DIALLING ──answered──► the session is in the new call
 *    ▲                                 └── refused ──► NONE, and the old call goes on
 *    └──INVITE with Replaces: at once in the new call
 * </pre>
 */
final class Succession {

    private static final int FORBIDDEN = 403;
    private static final int BUSY_WITH_ANOTHER = 491;
    private static final int UNAVAILABLE = 503;

    private final CallMailbox mailbox;
    private final House house;
    private final Story story;
    private final Successors successors;
    private final Session session;
    private Optional<OutgoingCall> next = Optional.empty();
    private Optional<Referral> referral = Optional.empty();
    private Optional<Leg> leg = Optional.empty();

    /** Whose call it is. */
    interface Session extends Place {

        /** The conversation is in this call from now on. */
        void moved(SipCall to, Leg by);

        /** The other call did not come about. */
        void stays();
    }

    Succession(CallMailbox mailbox, House house, Story story, Successors successors,
            Session session) {
        this.mailbox = mailbox;
        this.house = house;
        this.story = story;
        this.successors = successors;
        this.session = session;
    }

    /** Nobody follows now, for the conversation is about to end. */
    void refuse(Referral asked) {
        story.referral(asked.target(), BUSY_WITH_ANOTHER);
        asked.refuse(BUSY_WITH_ANOTHER, "Request Pending");
    }

    /** Whether another call is on its way, so that this one may go. */
    boolean isPending() {
        return next.isPresent();
    }

    void referred(Referral asked) {
        if (isPending()) {
            refuse(asked);
            return;
        }
        var allowed = successors.call(session.call(), asked);
        if (allowed.isEmpty()) {
            story.referral(asked.target(), FORBIDDEN);
            asked.refuse(FORBIDDEN, "Forbidden");
            return;
        }
        story.referral(asked.target(), 0);
        asked.accept();
        next = allowed;
        referral = Optional.of(asked);
        var line = new NextLine(allowed.get().id(), mailbox, house.clock());
        allowed.get().dial(line);
    }

    /** Someone else takes the place of the one whom we talk to. */
    void takenOver(IncomingCall by, boolean isUp) {
        var successor = session.leg().successor(by, house.hostFor(by.localHost()));
        if (!isUp || isPending()) {
            by.reject(BUSY_WITH_ANOTHER, "Request Pending");
        } else if (successor.isUnderstood(by)) {
            successor.answer(by);
            story.moved(by.id(), "replaces");
            session.moved(by, successor);
        }
    }

    void happened(CallId of, CallEvent event) {
        var dialled = next.filter(call -> call.id().equals(of));
        if (dialled.isEmpty()) {
            return;
        }
        switch (event) {
            case CallEvent.Routed(var host) -> {
                var successor = session.leg().successor(dialled.get(), house.hostFor(host));
                leg = Optional.of(successor);
                dialled.get().invite(successor.offer());
            }
            case CallEvent.Ringing(int status, _) -> tell(status);
            case CallEvent.Answered(var remote) -> {
                boolean isAgreed = leg.filter(successor -> successor.answered(remote)).isPresent();
                if (isAgreed) {
                    take(dialled.get(), leg.orElseThrow());
                }
                // Else it has been hung up, and its end tells.
            }
            case CallEvent.Ended(var why) -> fail(why);
            default -> {
                // Nothing else can be meant for a call that nobody has taken.
            }
        }
    }

    private void take(OutgoingCall taken, Leg by) {
        tell(200);
        referral.ifPresent(asked -> story.referral(asked.target(), 200));
        story.moved(taken.id(), "refer");
        forget();
        // Whoever asked has been told first, and would hang up now.
        var old = session.call();
        session.moved(taken, by);
        old.hangUp();
    }

    private void fail(SipEnd why) {
        int status = why.status() >= 300 ? why.status() : UNAVAILABLE;
        tell(status);
        referral.ifPresent(asked -> story.referral(asked.target(), status));
        forget();
        session.stays();
    }

    private void tell(int status) {
        referral.ifPresent(asked -> asked.progress(status));
    }

    private void forget() {
        next = Optional.empty();
        referral = Optional.empty();
        leg = Optional.empty();
    }

    /** The session is over. */
    void giveUp() {
        next.ifPresent(SipCall::hangUp);
        forget();
    }
}
