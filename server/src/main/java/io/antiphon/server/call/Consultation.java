package io.antiphon.server.call;

import io.antiphon.dialogue.respond.Prompt;
import io.antiphon.media.MediaEvent.MediaBroken;
import io.antiphon.media.MediaEvent.NotEnciphered;
import io.antiphon.media.MediaEvent.UtteranceEnded;
import io.antiphon.media.floor.Interruption;
import io.antiphon.sip.OutgoingCall;
import io.antiphon.sip.SipCall;
import io.antiphon.speech.SpeechSynthesizer.SpeechOutcome;
import io.antiphon.speech.UtteranceId;
import java.util.List;
import java.util.Optional;

/**
 * A call to whoever is to take the caller over, in which they are told what it is about. Owned by the thread of the
 * call that it is made for.
 */
final class Consultation {

    private static final UtteranceId ANNOUNCEMENT = new UtteranceId(1);
    private static final int UNAVAILABLE = 503;

    private final OutgoingCall call;
    private final List<String> lines;
    private final House house;
    private final Story story;
    private final NextLine line;
    private Optional<House.Announcer> announcer = Optional.empty();
    private Optional<Leg> leg = Optional.empty();

    /** What came of something that happened. */
    sealed interface Outcome {

        /** Nothing yet. */
        record GoesOn() implements Outcome {}

        /** They know. */
        record Told() implements Outcome {}

        /** They will not, with a SIP status. */
        record Failed(int status) implements Outcome {}
    }

    private static final Outcome GOES_ON = new Outcome.GoesOn();

    Consultation(OutgoingCall call, List<String> lines, House house, Story story,
            CallMailbox mailbox) {
        this.call = call;
        this.lines = lines;
        this.house = house;
        this.story = story;
        this.line = new NextLine(call.id(), mailbox, house.clock());
    }

    SipCall call() {
        return call;
    }

    void begin() {
        call.dial(line);
    }

    Outcome happened(CallEvent event) {
        return switch (event) {
            case CallEvent.Routed(var host) -> ring(host);
            case CallEvent.Answered(var remote) -> {
                if (leg.filter(taken -> taken.answered(remote)).isPresent()) {
                    tell();
                }
                // Else it has been hung up, and its end tells.
                yield GOES_ON;
            }
            case CallEvent.Reoffered(var reoffer) -> {
                leg.ifPresent(taken -> taken.reoffered(reoffer));
                yield GOES_ON;
            }
            case CallEvent.Renegotiated(var answer) -> {
                leg.ifPresent(taken -> taken.answered(answer));
                yield GOES_ON;
            }
            case CallEvent.Referred(var referral) -> {
                referral.refuse(603, "Decline");
                yield GOES_ON;
            }
            case CallEvent.Media(UtteranceEnded _) -> new Outcome.Told();
            // Without a voice of ours they still have one to ask.
            case CallEvent.Synthesised(_, SpeechOutcome.Failed(long samples, _)) when samples == 0 ->
                new Outcome.Told();
            case CallEvent.Media(MediaBroken _), CallEvent.Media(NotEnciphered _) ->
                new Outcome.Failed(UNAVAILABLE);
            case CallEvent.Ended(var why) ->
                new Outcome.Failed(why.status() >= 300 ? why.status() : UNAVAILABLE);
            default -> GOES_ON;
        };
    }

    private Outcome ring(String host) {
        announcer = house.announcer(line);
        if (announcer.isEmpty()) {
            return new Outcome.Failed(UNAVAILABLE);
        }
        // What its media agree on is of no interest to whoever reads the caller's story.
        var ours = new Leg(call, announcer.get().media(), house.hostFor(host), house,
                Story.untold(call.id(), house.clock()));
        leg = Optional.of(ours);
        call.invite(ours.offer());
        return GOES_ON;
    }

    private void tell() {
        announcer.ifPresent(speaker -> {
            story.announce(String.join(" ", lines));
            speaker.media().agentStarts(ANNOUNCEMENT, Interruption.NONE);
            speaker.mouth().say(ANNOUNCEMENT, new Prompt(lines, Optional.empty()));
        });
    }

    void end() {
        call.hangUp();
        announcer.ifPresent(House.Announcer::close);
        announcer = Optional.empty();
        leg = Optional.empty();
    }
}
