package io.antiphon.tts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.fault.EngineFailure;
import io.antiphon.speech.Pace;
import io.antiphon.speech.SpeechSynthesizer;
import io.antiphon.speech.SpeechSynthesizer.SpeechOutcome;
import io.antiphon.speech.SpokenWord;
import io.antiphon.speech.UtteranceId;
import io.antiphon.tts.cache.CachedVoice;
import io.antiphon.tts.cache.PhraseCache;
import io.antiphon.tts.cache.Preparation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SynthesisPoolTest {

    private static final UtteranceId UTTERANCE = new UtteranceId(3);
    private final ToneVoice voice = new ToneVoice("tone");
    private final SynthesisPool pool = new SynthesisPool(Thread.ofPlatform().factory(), 2, 1);

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void clausesFollowEachOtherWithContinuousWords() {
        var sink = new Sink(_ -> SpeechSink.Answer.GO_ON);
        var outcome = speak(ClauseQueue.of(List.of("one two", "three", "four five")), sink).await();
        assertEquals(new SpeechOutcome.Spoken(5 * 320), outcome);
        assertEquals(List.of(new SpokenWord("one", 0, 320), new SpokenWord("two", 320, 640),
                new SpokenWord("three", 640, 960), new SpokenWord("four", 960, 1280),
                new SpokenWord("five", 1280, 1600)), sink.words);
        assertEquals(List.of(3, 3, 5, 4, 4), sink.frames);
    }

    @Test
    void clauseIsSpokenWhileTheNextIsStillBeingThoughtOf() {
        var firstHeard = new CountDownLatch(1);
        var sink = new Sink(_ -> {
            firstHeard.countDown();
            return SpeechSink.Answer.GO_ON;
        });
        var clauses = new ClauseQueue();
        var speaking = speak(clauses, sink);
        assertTrue(clauses.offer("one"));
        ToneVoice.await(firstHeard);
        assertTrue(speaking.outcome().isEmpty());
        assertTrue(clauses.offer("two"));
        clauses.end();
        assertEquals(new SpeechOutcome.Spoken(640), speaking.await());
        assertTrue(!clauses.offer("three"), "it has ended");
    }

    @Test
    void frameThatFindsNoRoomComesAgain() {
        var sink = new Sink(asked -> asked % 3 == 0
                ? SpeechSink.Answer.GO_ON
                : SpeechSink.Answer.FULL);
        var outcome = speak(ClauseQueue.of(List.of("one three", "seven")), sink).await();
        assertEquals(new SpeechOutcome.Spoken(3 * 320), outcome);
        assertEquals(List.of(3, 5, 5), sink.frames);
    }

    @Test
    void sinkThatStopsEndsTheUtterance() {
        var sink = new Sink(asked -> asked < 3 ? SpeechSink.Answer.GO_ON : SpeechSink.Answer.STOP);
        var outcome = speak(ClauseQueue.of(List.of("one two", "three four", "five")), sink).await();
        assertEquals(new SpeechOutcome.Cut(2 * 320), outcome);
        assertEquals(2, voice.requests());
    }

    @Test
    void cancelIsHeardOfWithinAFrame() {
        var sink = new Sink(_ -> SpeechSink.Answer.GO_ON);
        var told = new CountDownLatch(1);
        var holder = new ArrayList<Speaking>();
        voice.onFrame(() -> {
            if (voice.frames() == 2) {
                ToneVoice.await(told);
                holder.getFirst().cancel();
            }
        });
        holder.add(speak(ClauseQueue.of(List.of("one two three four", "five")), sink));
        told.countDown();
        assertEquals(new SpeechOutcome.Cut(2 * 320), holder.getFirst().await());
        assertEquals(2, sink.frames.size());
        assertEquals(1, voice.requests());
    }

    @Test
    void cancelReachesOneThatWaitsForAClause() {
        var heard = new CountDownLatch(1);
        var sink = new Sink(_ -> {
            heard.countDown();
            return SpeechSink.Answer.GO_ON;
        });
        var clauses = new ClauseQueue();
        assertTrue(clauses.offer("one"));
        var speaking = speak(clauses, sink);
        ToneVoice.await(heard);
        speaking.cancel();
        assertEquals(new SpeechOutcome.Cut(320), speaking.await());
    }

    @Test
    void cancelReachesOneThatWaitsForRoom() {
        var full = new CountDownLatch(1);
        var sink = new Sink(_ -> {
            full.countDown();
            return SpeechSink.Answer.FULL;
        });
        var speaking = speak(ClauseQueue.of(List.of("one")), sink);
        ToneVoice.await(full);
        speaking.cancel();
        assertEquals(new SpeechOutcome.Cut(0), speaking.await());
    }

    @Test
    void oneThatWaitsForRoomLetsAnotherMakeSound() {
        var full = new CountDownLatch(1);
        var waiting = speak(ClauseQueue.of(List.of("one")), new Sink(_ -> {
            full.countDown();
            return SpeechSink.Answer.FULL;
        }));
        ToneVoice.await(full);
        var other = speak(ClauseQueue.of(List.of("two")), new Sink(_ -> SpeechSink.Answer.GO_ON));
        assertEquals(new SpeechOutcome.Spoken(320), other.await());
        waiting.cancel();
        assertEquals(new SpeechOutcome.Cut(0), waiting.await());
    }

    @Test
    void whatIsRememberedWaitsForNobody() {
        var cache = new PhraseCache(1_000_000);
        var known = new Voice(List.of(new CachedVoice(voice, cache, Runnable::run)),
                Duration.ofSeconds(1), System::nanoTime);
        assertEquals(Preparation.State.READY, known.prepare("welcome back", Pace.USUAL).state());
        var working = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        voice.onFrame(() -> {
            working.countDown();
            ToneVoice.await(goOn);
        });
        var slow = speak(ClauseQueue.of(List.of("slow")), new Sink(_ -> SpeechSink.Answer.GO_ON));
        ToneVoice.await(working);
        var outcome = pool
                .speak(UTTERANCE, known, Pace.USUAL, ClauseQueue.of(List.of("welcome back")),
                        new Sink(_ -> SpeechSink.Answer.GO_ON))
                .await();
        assertEquals(new SpeechOutcome.Spoken(640), outcome);
        assertTrue(slow.outcome().isEmpty());
        goOn.countDown();
        assertEquals(new SpeechOutcome.Spoken(320), slow.await());
    }

    @Test
    void oneTooManyIsRefusedAndSaysSo() {
        var idle = new ArrayList<Speaking>();
        for (int i = 0; i < 2; i++) {
            idle.add(speak(new ClauseQueue(), new Sink(_ -> SpeechSink.Answer.GO_ON)));
        }
        var sink = new Sink(_ -> SpeechSink.Answer.GO_ON);
        var refused = speak(ClauseQueue.of(List.of("one")), sink);
        var outcome = assertInstanceOf(SpeechOutcome.Failed.class, refused.await());
        assertEquals(EngineFailure.Kind.BUSY, outcome.failure().kind());
        assertEquals(1, sink.endings);
        assertEquals(1, pool.counts().refused());
        idle.forEach(Speaking::cancel);
    }

    @Test
    void failureInTheMiddleOfAClauseEndsTheUtterance() {
        voice.failAfterWords(1);
        var sink = new Sink(_ -> SpeechSink.Answer.GO_ON);
        var outcome = speak(ClauseQueue.of(List.of("one two", "three")), sink).await();
        assertEquals(320, assertInstanceOf(SpeechOutcome.Failed.class, outcome).samples());
    }

    @Test
    void voiceThatThrowsFailsTheUtteranceAndNotTheWorker() {
        SpeechSynthesizer throwing = new SpeechSynthesizer() {

            @Override
            public String name() {
                return "throwing";
            }

            @Override
            public SpeechOutcome speak(Request request, Listener listener) {
                throw new IllegalStateException("a bug");
            }

            @Override
            public void close() {}
        };
        var sink = new Sink(_ -> SpeechSink.Answer.GO_ON);
        var outcome = pool
                .speak(UTTERANCE, throwing, Pace.USUAL, ClauseQueue.of(List.of("one")), sink)
                .await();
        assertInstanceOf(SpeechOutcome.Failed.class, outcome);
        assertInstanceOf(SpeechOutcome.Spoken.class,
                speak(ClauseQueue.of(List.of("two")), new Sink(_ -> SpeechSink.Answer.GO_ON))
                        .await());
    }

    @Test
    void closingCutsWhatIsBeingSaid() {
        var full = new CountDownLatch(1);
        var waiting = speak(ClauseQueue.of(List.of("one")), new Sink(_ -> {
            full.countDown();
            return SpeechSink.Answer.FULL;
        }));
        var thinking = speak(new ClauseQueue(), new Sink(_ -> SpeechSink.Answer.GO_ON));
        ToneVoice.await(full);
        pool.close();
        assertEquals(new SpeechOutcome.Cut(0), waiting.await());
        assertEquals(new SpeechOutcome.Cut(0), thinking.await());
    }

    private Speaking speak(ClauseQueue clauses, SpeechSink sink) {
        return pool.speak(UTTERANCE, voice, Pace.USUAL, clauses, sink);
    }

    /** Answers as it is told for each time it is asked, counted from 1; complete before the outcome is. */
    private static final class Sink implements SpeechSink {

        private final IntFunction<Answer> answers;
        private final List<Integer> frames = new ArrayList<>();
        private final List<SpokenWord> words = new ArrayList<>();
        private int asked;
        private int endings;

        Sink(IntFunction<Answer> answers) {
            this.answers = answers;
        }

        @Override
        public Answer hear(UtteranceId utterance, short[] pcm) {
            assertEquals(UTTERANCE, utterance);
            asked++;
            Answer answer = answers.apply(asked);
            if (answer == Answer.GO_ON) {
                frames.add((int) pcm[0]);
            }
            return answer;
        }

        @Override
        public void word(UtteranceId utterance, SpokenWord word) {
            words.add(word);
        }

        @Override
        public void ended(UtteranceId utterance, SpeechOutcome outcome) {
            endings++;
        }
    }
}
