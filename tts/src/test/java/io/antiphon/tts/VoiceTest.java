package io.antiphon.tts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.fault.EngineFailure;
import io.antiphon.speech.Pace;
import io.antiphon.speech.SpeechSynthesizer.Listener;
import io.antiphon.speech.SpeechSynthesizer.Request;
import io.antiphon.speech.SpeechSynthesizer.SpeechOutcome;
import io.antiphon.speech.SpokenWord;
import io.antiphon.speech.UtteranceId;
import io.antiphon.testkit.VirtualTime;
import io.antiphon.tts.cache.CachedVoice;
import io.antiphon.tts.cache.PhraseCache;
import io.antiphon.tts.cache.Preparation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VoiceTest {

    private final VirtualTime time = new VirtualTime();
    private final PhraseCache cache = new PhraseCache(1_000_000);
    private final ToneVoice first = new ToneVoice("first");
    private final ToneVoice second = new ToneVoice("second");
    private final Voice voice = new Voice(List.of(cached(first), cached(second)),
            Duration.ofSeconds(30), time);
    private int phrase;

    @Test
    void voiceBehindTakesAClauseThatTheFirstCannotBegin() {
        first.failAfterWords(0);
        assertEquals(new SpeechOutcome.Spoken(640), speak("hello world"));
        assertEquals(1, second.requests());
        assertEquals(1, voice.fallbacks());
    }

    @Test
    void clauseThatHasBegunIsNotBegunAgain() {
        first.failAfterWords(1);
        assertEquals(320,
                assertInstanceOf(SpeechOutcome.Failed.class, speak("hello world")).samples());
        assertEquals(0, second.requests());
    }

    @Test
    void voiceThatKeepsFailingRestsForAWhile() {
        first.failAfterWords(0);
        for (int i = 0; i < 5; i++) {
            speakSomethingNew();
        }
        assertEquals(3, first.requests());
        assertEquals(5, voice.fallbacks());
        time.advance(Duration.ofSeconds(31).toNanos());
        first.failAfterWords(100);
        speakSomethingNew();
        assertEquals(4, first.requests());
        speakSomethingNew();
        assertEquals(5, first.requests(), "it is well again");
    }

    @Test
    void refusingAClauseIsNoReasonToRest() {
        first.failAfterWords(0);
        first.failAs(EngineFailure.Kind.REFUSED);
        for (int i = 0; i < 5; i++) {
            speakSomethingNew();
        }
        assertEquals(5, first.requests());
    }

    @Test
    void soundOfTheVoiceBehindIsNotRememberedAsThatOfTheFirst() {
        first.failAfterWords(0);
        speak("hello");
        first.failAfterWords(100);
        speak("hello");
        assertEquals(2, first.requests());
    }

    @Test
    void lineIsPreparedInTheClausesInWhichItWillBeSaid() {
        var preparations = voice.prepareLine("Good morning. This is the practice of Doctor Smith!",
                Pace.USUAL);
        assertEquals(2, preparations.size());
        assertTrue(preparations.stream().allMatch(p -> p.state() == Preparation.State.READY));
        int before = first.requests();
        speak("Good morning.");
        assertEquals(before, first.requests());
    }

    @Test
    void allThatDoNotOpenAreReported() {
        var config = new VoiceConfig(List.of("nonsense:x", "piper:/nowhere/voice.onnx"));
        var silent = assertInstanceOf(Voices.Opened.Silent.class,
                Voices.open(config, cache, Runnable::run, time));
        assertEquals(List.of("nonsense:x", "piper:/nowhere/voice.onnx"),
                silent.failures().stream().map(EngineFailure::engine).toList());
        assertInstanceOf(Voices.Finding.Missing.class, Voices.available(config).getFirst());
    }

    @Test
    void firstVoiceThatOpensSpeaksAndTheOthersAreSkipped() {
        var config = new VoiceConfig(
                List.of("piper:/nowhere/voice.onnx",
                        "piper:src/test/resources/piper/letters.onnx"));
        var opened = assertInstanceOf(Voices.Opened.Speaking.class,
                Voices.open(config, cache, Runnable::run, time));
        assertEquals("piper:src/test/resources/piper/letters.onnx", opened.voice().name());
        assertEquals(1, opened.skipped().size());
        opened.voice().close();
    }

    @Test
    void configurationChecksItself() {
        assertThrows(IllegalArgumentException.class, () -> new VoiceConfig(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new VoiceConfig(List.of("flite")));
        assertThrows(IllegalArgumentException.class,
                () -> new VoiceConfig(List.of("flite:slt"), Duration.ZERO, Duration.ZERO));
    }

    private void speakSomethingNew() {
        phrase++;
        speak("phrase " + phrase);
    }

    private SpeechOutcome speak(String text) {
        return voice.speak(new Request(new UtteranceId(1), text), new Listener() {

            @Override
            public Answer hear(short[] pcm) {
                return Answer.GO_ON;
            }

            @Override
            public void word(SpokenWord word) {}
        });
    }

    private CachedVoice cached(ToneVoice engine) {
        return new CachedVoice(engine, cache, Runnable::run);
    }
}
