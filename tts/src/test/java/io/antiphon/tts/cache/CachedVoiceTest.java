package io.antiphon.tts.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.speech.Pace;
import io.antiphon.speech.SpeechSynthesizer.Listener;
import io.antiphon.speech.SpeechSynthesizer.Request;
import io.antiphon.speech.SpeechSynthesizer.SpeechOutcome;
import io.antiphon.speech.SpokenWord;
import io.antiphon.speech.UtteranceId;
import io.antiphon.tts.ToneVoice;
import io.antiphon.tts.cache.Preparation.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CachedVoiceTest {

    private final ToneVoice engine = new ToneVoice("tone");
    private final PhraseCache cache = new PhraseCache(1_000_000);
    private final ArrayDeque<Runnable> work = new ArrayDeque<>();
    private final CachedVoice voice = new CachedVoice(engine, cache, work::add);

    @Test
    void secondTimeNeedsNoEngineAndSoundsTheSame() {
        var first = new Ear(100);
        var second = new Ear(100);
        assertEquals(new SpeechOutcome.Spoken(640), speak("hello world", first));
        assertEquals(new SpeechOutcome.Spoken(640), speak(" hello world ", second));
        assertEquals(1, engine.requests());
        assertEquals(first.heard, second.heard);
        assertEquals(1, cache.counts().hits());
    }

    @Test
    void slowerIsAnotherSoundOfTheSameWords() {
        speak("hello world", new Ear(100));
        voice.speak(new Request(new UtteranceId(1), "hello world", Pace.SLOW), new Ear(100));
        assertEquals(2, engine.requests());
        assertTrue(voice.holds("hello world", Pace.SLOW));
    }

    @Test
    void whatWasCutIsNotKept() {
        assertInstanceOf(SpeechOutcome.Cut.class, speak("hello world", new Ear(1)));
        assertEquals(0, cache.counts().phrases());
    }

    @Test
    void whatFailedIsNotKept() {
        engine.failAfterWords(1);
        assertInstanceOf(SpeechOutcome.Failed.class, speak("hello world", new Ear(9)));
        assertEquals(0, cache.counts().phrases());
    }

    @Test
    void leastRecentlyUsedPhrasesLeave() {
        var small = new PhraseCache(5_000);
        var forgetful = new CachedVoice(engine, small, work::add);
        for (String text : List.of("a", "b", "a", "c", "d", "e", "f", "a", "g", "h")) {
            forgetful.speak(request(text), new Ear(99));
            assertTrue(small.counts().bytes() <= 5_000);
        }
        assertTrue(small.counts().evicted() > 0);
        int before = engine.requests();
        forgetful.speak(request("a"), new Ear(99));
        assertEquals(before, engine.requests(), "a was used again and again");
    }

    @Test
    void preparedPhraseIsThereAtOnce() {
        var preparation = voice.prepare("good morning", Pace.USUAL);
        assertEquals(State.WAITING, preparation.state());
        work.remove().run();
        assertEquals(State.READY, preparation.state());
        speak("good morning", new Ear(99));
        assertEquals(1, engine.requests());
        assertEquals(State.READY, voice.prepare("good morning", Pace.USUAL).state());
        assertTrue(work.isEmpty());
    }

    @Test
    void sameWishTwiceIsOneRendering() {
        var first = voice.prepare("good morning", Pace.USUAL);
        var second = voice.prepare("good morning", Pace.USUAL);
        assertEquals(1, work.size());
        first.abandon();
        work.remove().run();
        assertEquals(State.READY, second.state(), "the second still wants it");
    }

    @Test
    void abandonedPreparationIsNotRendered() {
        var preparation = voice.prepare("good morning", Pace.USUAL);
        preparation.abandon();
        preparation.abandon();
        assertEquals(State.ABANDONED, preparation.state());
        var again = voice.prepare("good morning", Pace.USUAL);
        while (!work.isEmpty()) {
            work.remove().run();
        }
        assertEquals(State.READY, again.state());
        assertEquals(1, engine.requests());
    }

    @Test
    void abandoningStopsARenderingAtTheNextFrame() {
        var mine = new ArrayList<Preparation>();
        engine.onFrame(() -> mine.forEach(Preparation::abandon));
        mine.add(voice.prepare("a line of many words that nobody wants", Pace.USUAL));
        work.remove().run();
        assertEquals(State.ABANDONED, mine.getFirst().state());
        assertEquals(1, engine.frames());
        assertEquals(0, cache.counts().phrases());
    }

    @Test
    void whoSpeaksDoesNotWaitForAPreparationThatHasNotBegun() {
        var preparation = voice.prepare("good morning", Pace.USUAL);
        assertEquals(new SpeechOutcome.Spoken(640), speak("good morning", new Ear(99)));
        assertEquals(State.ABANDONED, preparation.state());
        work.remove().run();
        assertEquals(1, engine.requests());
    }

    @Test
    void whoSpeaksWaitsForAPreparationThatHasBegun() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var once = new AtomicInteger();
        engine.onFrame(() -> {
            if (once.getAndIncrement() == 0) {
                begun.countDown();
                ToneVoice.await(goOn);
            }
        });
        voice.prepare("good morning", Pace.USUAL);
        var worker = Thread.ofPlatform().start(work.remove());
        ToneVoice.await(begun);
        var ear = new Ear(99);
        var speaker = Thread.ofPlatform().start(() -> speak("good morning", ear));
        while (speaker.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        speaker.join();
        worker.join();
        assertEquals(1, engine.requests());
        assertEquals(2, ear.frames);
    }

    @Test
    void workerThatRefusesIsReported() {
        var busy = new CachedVoice(engine, cache, task -> {
            throw new RejectedExecutionException();
        });
        assertEquals(State.REFUSED, busy.prepare("good morning", Pace.USUAL).state());
        engine.failAfterWords(0);
        var failing = voice.prepare("good evening", Pace.USUAL);
        work.remove().run();
        assertEquals(State.FAILED, failing.state());
    }

    private SpeechOutcome speak(String text, Ear ear) {
        return voice.speak(request(text), ear);
    }

    private static Request request(String text) {
        return new Request(new UtteranceId(1), text);
    }

    private static final class Ear implements Listener {

        private final List<String> heard = new ArrayList<>();
        private final int most;
        private int frames;

        Ear(int most) {
            this.most = most;
        }

        @Override
        public Answer hear(short[] pcm) {
            frames++;
            heard.add("frame " + pcm[0]);
            return frames < most ? Answer.GO_ON : Answer.STOP;
        }

        @Override
        public void word(SpokenWord word) {
            heard.add(word.toString());
        }
    }
}
