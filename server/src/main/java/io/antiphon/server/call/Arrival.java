package io.antiphon.server.call;

import io.antiphon.media.MediaEvent.MediaBroken;
import io.antiphon.media.MediaEvent.UtteranceEnded;
import io.antiphon.sip.IncomingCall;
import io.antiphon.sip.SipEnd;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How a call that somebody makes to us comes up: it rings, the caller may hear a recording, it is taken. Owned by the
 * call's thread, which waits here.
 */
final class Arrival {

    /** A recording whose end is not told by then cannot be heard, as by a caller who is on hold. */
    private static final long LATE_NS = 5_000_000_000L;

    private final IncomingCall call;
    private final CallMailbox mailbox;
    private final House house;
    private final Story story;
    private Optional<SipEnd> end = Optional.empty();

    /** What became of it. */
    sealed interface Outcome {

        record Taken(Leg leg) implements Outcome {}

        /** Refused: there is nothing in common. */
        record NotUnderstood(String why) implements Outcome {}

        /** It ended before. */
        record Left(SipEnd why) implements Outcome {}
    }

    Arrival(IncomingCall call, CallMailbox mailbox, House house, Story story) {
        this.call = call;
        this.mailbox = mailbox;
        this.house = house;
        this.story = story;
    }

    /** {@code early} is run when something can be heard. */
    Outcome take(Party party, Runnable early) throws InterruptedException {
        var leg = new Leg(call, party.media(), house.hostFor(call.localHost()), house, story);
        if (!leg.isUnderstood(call)) {
            return new Outcome.NotUnderstood(leg.objection(call));
        }
        call.ring();
        waitFor(house.answerDelayNs(), _ -> false);
        if (end.isEmpty()) {
            introduce(leg, party, early);
        }
        if (end.isPresent()) {
            return new Outcome.Left(end.get());
        }
        call.headers(party.headers());
        leg.answer(call);
        return new Outcome.Taken(leg);
    }

    /** Plays what is to be heard before the call is taken, all of it (183, RFC 3960 section 3.1). */
    private void introduce(Leg leg, Party party, Runnable early) throws InterruptedException {
        var sound = house.sounds().beforeAnswer().filter(_ -> party.canPlay());
        if (sound.isEmpty() || !leg.progress(call)) {
            return;
        }
        early.run();
        var playing = party.play(sound.get(), /* isEndless= */ false);
        waitFor(sound.get().lengthNs() + LATE_NS, event -> switch (event) {
            case CallEvent.Media(MediaBroken _) -> true;
            case CallEvent.Media(UtteranceEnded(var id, _, _)) -> id.equals(playing);
            default -> false;
        });
    }

    /** Waits so long, or for that, or for the end of the call. */
    private void waitFor(long patienceNs, Predicate<CallEvent> isEnough)
            throws InterruptedException {
        long untilNs = house.clock().nanoTime() + patienceNs;
        for (long left = patienceNs; left > 0; left = untilNs - house.clock().nanoTime()) {
            switch (mailbox.take(left).orElse(null)) {
                case CallEvent.Ended(var why) -> {
                    end = Optional.of(why);
                    return;
                }
                case CallEvent.Leave _ -> call.hangUp();
                case CallEvent event when isEnough.test(event) -> {
                    return;
                }
                case null, default -> {
                    // Nobody has answered yet, so nothing else concerns anyone.
                }
            }
        }
    }
}
