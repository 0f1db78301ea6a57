package io.antiphon.server.call;

import io.antiphon.dialogue.respond.Outcome;
import io.antiphon.dialogue.respond.Prompt;
import io.antiphon.dialogue.respond.Responder;
import io.antiphon.dialogue.respond.Response;
import io.antiphon.dialogue.respond.Sink;
import io.antiphon.media.playout.PlayoutWriter;
import io.antiphon.media.playout.PlayoutWriter.Offer;
import io.antiphon.speech.Pace;
import io.antiphon.speech.SpeechSynthesizer.SpeechOutcome;
import io.antiphon.speech.SpokenWord;
import io.antiphon.speech.UtteranceId;
import io.antiphon.tts.ClauseQueue;
import io.antiphon.tts.Speaking;
import io.antiphon.tts.SpeechSink;
import io.antiphon.tts.cache.Preparation;
import io.antiphon.tts.text.ClauseSplitter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Says what the conversation has decided: a turn thread streams the words from the responder, a synthesis
 * worker turns each clause into sound as soon as it is complete, and the sound goes into the playout.
 *
 * <p>Owned by the call's thread; the other two only write to queues, and stop when told.
 */
final class Mouth {

    private static final long LOOK_AGAIN_NS = 5_000_000;

    private final Responder responder;
    private final Speech speech;
    private final PlayoutWriter playout;
    private final Consumer<CallEvent> told;
    private final ThreadFactory turns;
    private Optional<Response> response = Optional.empty();
    private Optional<Speaking> speaking = Optional.empty();
    private Optional<Playing> playing = Optional.empty();
    private List<Preparation> prepared = List.of();
    private Pace pace = Pace.USUAL;

    Mouth(Responder responder, Speech speech, PlayoutWriter playout, Consumer<CallEvent> told,
            ThreadFactory turns) {
        this.responder = responder;
        this.speech = speech;
        this.playout = playout;
        this.told = told;
        this.turns = turns;
    }

    String voice() {
        return speech.voice().name();
    }

    /** The caller asked for it: slower from the next line on. */
    void slower() {
        pace = Pace.SLOW;
    }

    /** Begins to say an answer, instead of whatever was being said. */
    void say(UtteranceId utterance, Prompt prompt) {
        stop();
        var answer = responder.respond(prompt);
        var clauses = new ClauseQueue();
        response = Optional.of(answer);
        speaking = Optional
                .of(speech.pool().speak(utterance, speech.voice(), pace, clauses, new ToPlayout()));
        turns.newThread(() -> word(utterance, answer, clauses)).start();
    }

    /** Plays a recording, instead of whatever was being said; one that is endless until {@link #stop}. */
    void play(UtteranceId utterance, Sound sound, boolean isEndless) {
        stop();
        var next = new Playing(sound, isEndless, utterance, playout);
        playing = Optional.of(next);
        turns.newThread(next).start();
    }

    /** Nothing more of it is wanted: ends the model's stream and the synthesis, each within a frame. */
    void stop() {
        response.ifPresent(Response::close);
        speaking.ifPresent(Speaking::cancel);
        playing.ifPresent(Playing::stop);
        response = Optional.empty();
        speaking = Optional.empty();
        playing = Optional.empty();
    }

    /** What will probably have to be said: renders it ahead, unless a model must be asked for it. */
    void prepare(Prompt prompt) {
        // The new wishes come first: what both lines have in common shall not be abandoned in between.
        var before = prepared;
        prepared = prompt.request().isPresent()
                ? List.of()
                : speech.voice().prepareLine(String.join(" ", prompt.script()), pace);
        before.forEach(Preparation::abandon);
    }

    /** The call is over. */
    void close() {
        stop();
        prepared.forEach(Preparation::abandon);
    }

    /** Turn thread. */
    private void word(UtteranceId utterance, Response answer, ClauseQueue clauses) {
        var splitter = new ClauseSplitter();
        try (answer) {
            Consumer<String> worded = clause -> told.accept(
                    new CallEvent.Worded(utterance, clause, answer.isByModel()));
            var outcome = answer.stream(text -> hand(splitter.add(text), worded, clauses));
            hand(sayable(splitter.flush(), outcome), worded, clauses);
            if (outcome instanceof Outcome.Finished finished && !finished.asked().isEmpty()) {
                told.accept(new CallEvent.Asked(utterance, finished.asked()));
            }
        } finally {
            clauses.end();
        }
    }

    /** Of an answer that broke off nobody should hear half a sentence at its end. */
    private static List<String> sayable(List<String> rest, Outcome outcome) {
        return outcome instanceof Outcome.Failed
                ? rest.stream().filter(clause -> clause.matches("(?s).*[.?!…][\"')]*")).toList()
                : rest;
    }

    private static Sink.Next hand(List<String> complete, Consumer<String> worded,
            ClauseQueue clauses) {
        for (var clause : complete) {
            worded.accept(clause);
            if (!clauses.offer(clause)) {
                return Sink.Next.STOP;
            }
        }
        return Sink.Next.GO_ON;
    }

    /** Synthesis worker. */
    private final class ToPlayout implements SpeechSink {

        @Override
        public Answer hear(UtteranceId utterance, short[] pcm) {
            return switch (playout.offer(utterance, pcm)) {
                case TAKEN -> Answer.GO_ON;
                case FULL -> Answer.FULL;
                case CUT -> Answer.STOP;
            };
        }

        @Override
        public void word(UtteranceId utterance, SpokenWord word) {
            told.accept(new CallEvent.WordPlaced(utterance, word));
        }

        @Override
        public void ended(UtteranceId utterance, SpeechOutcome outcome) {
            // First, so that the call knows how the synthesis ended when it hears that the playout has.
            told.accept(new CallEvent.Synthesised(utterance, outcome));
            // A full playout empties at the pace of speech, so the end of a line may have to wait for room.
            while (playout.end(utterance) == Offer.FULL) {
                LockSupport.parkNanos(this, LOOK_AGAIN_NS);
            }
        }
    }
}
