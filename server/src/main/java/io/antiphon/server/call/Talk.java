package io.antiphon.server.call;

import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.dialogue.campaign.Handler;
import io.antiphon.dialogue.campaign.Headers;
import io.antiphon.dialogue.decide.Returned;
import io.antiphon.dialogue.llm.ToolCall;
import io.antiphon.dialogue.session.CallerTurn;
import io.antiphon.dialogue.session.Conversation;
import io.antiphon.dialogue.session.Reply;
import io.antiphon.fault.EngineFailure;
import io.antiphon.media.MediaEvent;
import io.antiphon.media.MediaSession;
import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.SpeechSynthesizer.SpeechOutcome;
import io.antiphon.speech.SpokenWord;
import io.antiphon.speech.UtteranceId;
import io.antiphon.time.NanoClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An agent in conversation: what was heard goes to the {@link Conversation}, what it answers goes to the
 * {@link Mouth}. Owned by the call's thread, which calls every method; nothing here waits.
 */
final class Talk {

    private final MediaSession media;
    private final Conversation conversation;
    private final Mouth mouth;
    private final Foresight foresight;
    private final Recordings recordings;
    private final Legwork legwork;
    private final Keeping keeping;
    private final Lull lull;
    private final Story story;
    private final NanoClock clock;

    private final Map<UtteranceId, Utterance> unfinished = new HashMap<>();
    private Optional<Utterance> speaking = Optional.empty();
    private Optional<String> unanswered = Optional.empty();
    private int utterances;
    private boolean isCallerSpeaking;
    private Headers headers;
    private final Hands hands;

    /** What an agent acts with; the keeping is told how the conversation goes. */
    record Means(MediaSession media, Mouth mouth, Legwork legwork, Keeping keeping) {}

    Talk(Means means, Conversation conversation, Story story, NanoClock clock,
            Lull.Waits waits) {
        this.media = means.media();
        this.legwork = means.legwork();
        this.keeping = means.keeping();
        this.lull = new Lull(clock, waits);
        this.conversation = conversation;
        this.mouth = means.mouth();
        this.foresight = new Foresight(conversation, mouth, new Weighing(media, conversation));
        this.recordings = new Recordings(media, mouth);
        this.story = story;
        this.clock = clock;
        this.hands = new Hands(means.media(), story, clock);
        this.headers = conversation.headers();
    }

    /** The call is up. */
    void begin() {
        lull.watch();
        act(keeping.begin());
    }

    /** Whether the call can end: the last line has been heard, all keys are pressed. */
    boolean isOver() {
        return hands.areDone();
    }

    /** What our signalling shall carry. */
    Map<String, String> headers() {
        return headers.values();
    }

    /** To whom the caller is to be handed on when it is over. */
    Optional<Ending.Transfer> transfer() {
        return hands.transfer();
    }

    /** Plays a recording; its end is told like that of an utterance. */
    UtteranceId play(Sound sound, boolean isEndless) {
        return recordings.play(new UtteranceId(++utterances), sound, isEndless);
    }

    /** No more of that. */
    void hush() {
        recordings.hush();
    }

    /** The caller is still here. */
    void notTransferred() {
        hands.goOn();
        hush();
        take(conversation::notTransferred);
    }

    /** What the caller is likely to say next. */
    ExpectedSpeech expectedSpeech() {
        return conversation.expectedSpeech();
    }

    /** How long nothing may happen before {@link #nothingHappened} is due. */
    long patienceNs() {
        return hands.isOver() ? hands.patienceNs() : lull.patienceNs(isSilent(), isBusy());
    }

    private boolean isSilent() {
        return speaking.isEmpty() && !isCallerSpeaking;
    }

    private boolean isBusy() {
        return legwork.isBusy() || conversation.isOver();
    }

    /** The caller was waited for and said nothing; or there were only keys still to be pressed. */
    void nothingHappened() {
        if (!hands.isOver() && lull.isStale(isBusy())) {
            silenceAgent();
            take(conversation::stale);
        } else if (!hands.isOver() && isSilent()) {
            act(conversation.silence());
        }
    }

    void happened(MediaEvent event) {
        story.media(event);
        keeping.happened(event);
        switch (event) {
            case MediaEvent.SpeechStarted _ -> callerBegins();
            // Whose media have stopped in mid-word is as silent as one who has finished.
            case MediaEvent.TurnOver _, MediaEvent.MediaLost _ -> callerEnds();
            case MediaEvent.Backchannel _, MediaEvent.FalseStart _ -> callerSaidNothing();
            case MediaEvent.Interrupted(var utterance, long samples, long atNs) ->
                interrupted(utterance, samples, atNs);
            case MediaEvent.UtteranceStarted(var utterance, long atNs) -> started(utterance, atNs);
            case MediaEvent.UtteranceEnded(var utterance, long samples, long atNs) ->
                ended(utterance, samples, atNs);
            case MediaEvent.Digit(char key, _) -> pressed(key);
            case MediaEvent.MediaBroken _ -> hands.broken();
            case MediaEvent.SpeechWentOn _ -> foresight.goesOn();
            case MediaEvent.SpeechPaused _, MediaEvent.Ducked _, MediaEvent.Held _, MediaEvent.Resumed _, MediaEvent.Cut _, MediaEvent.MediaFound _, MediaEvent.PacketsRefused _, MediaEvent.Enciphered _, MediaEvent.NotEnciphered _ -> {
                // Told already; the floor acts on these by itself.
            }
        }
    }

    /** What the caller has said so far. */
    void partial(Heard heard, long position) {
        story.partial(heard);
        foresight.partial(heard, merged(heard.text()), position, speaking.isPresent());
    }

    /** What the caller will have said if this pause is the end. */
    void paused(Heard heard, long position) {
        story.partial(heard);
        foresight.paused(heard, merged(heard.text()), position, speaking.isPresent());
    }

    /** A turn of the caller. */
    void said(Heard heard) {
        story.said(heard);
        foresight.said();
        if (heard.text().isEmpty() && speaking.isPresent()) {
            return;
        }
        silenceAgent();
        answer(merged(heard.text()), heard.confidence());
    }

    private void answer(String text, double confidence) {
        lull.said(text);
        unanswered = Optional.empty();
        take(() -> conversation.hear(new CallerTurn(text, confidence)));
    }

    private void take(Supplier<Reply> input) {
        String stage = conversation.stage();
        var reply = input.get();
        story.decided(stage, reply);
        act(reply);
    }

    /** What was done outside has come to an end. What nobody waits for any more says nothing. */
    void returned(int trip, Returned what) {
        lull.happened();
        legwork.ended(trip)
                .ifPresent(errand -> take(() -> conversation.returned(errand.number(), what)));
    }

    /** The model that worded an utterance wants something done: once it has been heard, if nobody cuts it short. */
    void asked(UtteranceId utterance, List<ToolCall> calls) {
        of(utterance).ifPresent(saying -> {
            if (saying.text().isEmpty()) {
                silenceAgent();
                unfinished.remove(utterance);
                doAsked(calls);
            } else {
                saying.asks(calls);
            }
        });
    }

    private void doAsked(List<ToolCall> calls) {
        calls.forEach(call -> take(() -> conversation.asked(call.tool(), call.texts())));
    }

    /** The call is over, and nobody hears any more. Whether the media have yet to tell how much of a line was heard. */
    boolean fallsSilent() {
        var cut = speaking.filter(Utterance::hasStarted);
        cut.ifPresent(saying -> {
            // What was to be done behind it was to be done for somebody who is gone.
            saying.asks(List.of());
            silenceAgent();
        });
        return cut.isPresent();
    }

    /** One of the two hung up. */
    void endsInOrder() {
        keeping.endsInOrder();
    }

    /** The call is over. */
    void close() {
        keeping.close();
    }

    /** A clause of an utterance was worded. */
    void worded(UtteranceId utterance, String clause, boolean byModel) {
        of(utterance).ifPresent(saying -> saying.worded(clause));
        // What is said no more has been answered by somebody else.
        if (byModel && isSpeaking(utterance)) {
            conversation.wordedByModel();
        }
    }

    void placed(UtteranceId utterance, SpokenWord word) {
        of(utterance).ifPresent(saying -> saying.placed(word));
    }

    /** The recogniser gave up: a caller who waits for an answer is asked again at once. */
    void deaf(EngineFailure failure) {
        story.deaf(failure.engine() + ": " + failure.detail());
        if (isSilent()) {
            nothingHappened();
        }
    }

    /** No more of an utterance will come from the voice. */
    void synthesised(UtteranceId utterance, SpeechOutcome outcome) {
        // Only now is it known what a model made of it.
        of(utterance).filter(saying -> saying.plan().improvise().isPresent())
                .ifPresent(saying -> story.reply(saying.text()));
        if (outcome instanceof SpeechOutcome.Failed(long samples, var failure)) {
            story.mute(failure.engine() + ": " + failure.detail());
            of(utterance).ifPresent(Utterance::breaksOff);
            if (samples == 0) {
                ended(utterance, 0, clock.nanoTime());
            }
        }
    }

    private void callerBegins() {
        isCallerSpeaking = true;
        foresight.goesOn();
        // The answer was on its way, but not one sample of it has been heard: the caller had not finished.
        // A line that answers nothing, such as the opening, is left to the floor, which holds it back.
        if (speaking.filter(saying -> !saying.hasStarted()).isPresent()) {
            unanswered = conversation.takeBack();
            unanswered.ifPresent(_ -> silenceAgent());
        }
    }

    /** It was a noise. What was taken back for its sake is owed an answer all the same. */
    private void callerSaidNothing() {
        callerEnds();
        unanswered.ifPresent(words -> answer(words, 1));
    }

    private void callerEnds() {
        isCallerSpeaking = false;
        lull.begins();
    }

    private void started(UtteranceId utterance, long atNs) {
        of(utterance).ifPresent(saying -> {
            saying.started();
            story.starts(saying, atNs);
        });
    }

    private void interrupted(UtteranceId utterance, long samples, long atNs) {
        finish(utterance).ifPresent(saying -> {
            spoke(saying, saying.heard(samples), true);
            story.spoke(saying, samples, atNs, "CUT");
        });
    }

    private void ended(UtteranceId utterance, long samples, long atNs) {
        finish(utterance).ifPresent(saying -> {
            String heard = saying.isWhole() ? saying.text() : saying.heard(samples);
            spoke(saying, heard, !saying.isWhole());
            story.spoke(saying, samples, atNs, saying.isWhole() ? "SPOKEN" : "FAILED");
            doAsked(saying.asked());
            endIfOver();
        });
    }

    private void spoke(Utterance saying, String heard, boolean isCut) {
        conversation.agentSpoke(saying.id(), saying.text(), heard, isCut);
        keeping.soFar();
    }

    private Optional<Utterance> finish(UtteranceId utterance) {
        if (isSpeaking(utterance)) {
            mouth.stop();
            speaking = Optional.empty();
            lull.begins();
        }
        return Optional.ofNullable(unfinished.remove(utterance));
    }

    private void pressed(char key) {
        lull.happened();
        silenceAgent();
        take(() -> conversation.digit(key));
    }

    private void act(Reply reply) {
        headers = reply.plan().headers().over(headers);
        legwork.want(reply.plan().errand());
        reply.plan().press().ifPresent(hands::press);
        reply.plan().ending().ifPresent(hands::endsBy);
        if (reply.plan().isSilent()) {
            lull.begins();
            // Behind a last line that was cut, as by a key, there is none whose end could end the call.
            endIfOver();
        } else {
            say(reply);
        }
        // Whoever waits to hear something does not wait for what is kept of it.
        keeping.soFar();
    }

    private void say(Reply reply) {
        if (reply.trace().rule().equals(Handler.SLOWER.written())) {
            mouth.slower();
        }
        var utterance = new Utterance(new UtteranceId(++utterances), reply.plan());
        speaking = Optional.of(utterance);
        unfinished.put(utterance.id(), utterance);
        media.agentStarts(utterance.id(), utterance.interruption());
        mouth.say(utterance.id(), reply.prompt());
    }

    private void endIfOver() {
        if (conversation.isOver() && speaking.isEmpty()) {
            hands.over();
        }
    }

    private void silenceAgent() {
        speaking.ifPresent(saying -> {
            mouth.stop();
            media.cut(saying.id());
            speaking = Optional.empty();
        });
    }

    private String merged(String text) {
        return (unanswered.orElse("") + " " + text).strip();
    }

    private boolean isSpeaking(UtteranceId utterance) {
        return speaking.filter(saying -> saying.id().equals(utterance)).isPresent();
    }

    private Optional<Utterance> of(UtteranceId utterance) {
        return Optional.ofNullable(unfinished.get(utterance));
    }
}
