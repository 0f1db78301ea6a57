package io.antiphon.asr.ctc;

import static io.antiphon.asr.StreamRules.feed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.asr.Shipped;
import io.antiphon.asr.StreamRules;
import io.antiphon.asr.StreamRules.Saying;
import io.antiphon.asr.TinyTones;
import io.antiphon.asr.model.Loaded.Ready;
import io.antiphon.asr.model.Loaded.Refused;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.SpeechRecognizer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CtcStreamTest {

    private final SpeechRecognizer tones = loaded(Shipped.tiny("tones"));

    @AfterEach
    void close() {
        tones.close();
    }

    @Test
    void toneByToneWordsAreHeard() {
        try (var stream = tones.open()) {
            feed(stream, TinyTones.speech("lo hi lo"), 320);
            var heard = assertInstanceOf(Heard.class, stream.finish());
            assertEquals("lo hi lo", heard.text());
            assertEquals(3, heard.stableWords());
            assertTrue(heard.confidence() > 0.9, "confidence " + heard.confidence());
        }
    }

    @Test
    void wordsLieWhereTheirTonesAre() {
        try (var stream = tones.open()) {
            feed(stream, TinyTones.speech("lo hi"), 320);
            var hi = ((Heard) stream.finish()).words().get(1);
            // "hi" is letters 3 and 4; the tiny network is 30 ms late and its look-ahead says 60.
            int start = 3 * 2 * TinyTones.LETTER_SAMPLES;
            int end = 4 * 2 * TinyTones.LETTER_SAMPLES + TinyTones.LETTER_SAMPLES;
            assertTrue(Math.abs(hi.startSample() - start) <= 960, hi::toString);
            assertTrue(Math.abs(hi.endSample() - end) <= 960, hi::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 160, 320, 1_000, 100_000})
    void piecesOfAnyLengthGiveTheSameWords(int size) {
        try (var whole = tones.open(); var pieces = tones.open()) {
            var pcm = TinyTones.speech("hill oh lo");
            feed(whole, pcm, 320);
            feed(pieces, pcm, size);
            assertEquals(whole.finish(), pieces.finish());
        }
    }

    @Test
    void askingWhatTheEndWouldBeLeavesNoTrace() {
        try (var asked = tones.open(); var unasked = tones.open()) {
            var pcm = TinyTones.speech("hilo lo hi oh");
            for (int at = 0; at + 320 <= pcm.length; at += 320) {
                var frame = Arrays.copyOfRange(pcm, at, at + 320);
                assertEquals(unasked.hear(frame, 320), asked.hear(frame, 320));
                assertEquals(asked.ifFinished(), asked.ifFinished());
            }
            assertEquals(asked.ifFinished(), asked.finish());
            assertEquals("hilo lo hi oh", ((Heard) unasked.finish()).text());
        }
    }

    @Test
    void theEndIsForeseenBeforeTheNetworkHasNamedIt() {
        try (var stream = tones.open()) {
            // 240 ms: the second tone has begun, but the step that it lies in is not full.
            var begun = Arrays.copyOf(TinyTones.speech("hi"), 3_840);
            assertEquals("", feed(stream, begun, 320).getLast().text());
            assertEquals("hi", ((Heard) stream.ifFinished()).text());
        }
    }

    @Test
    void anUtteranceKnowsNothingOfTheLastOne() {
        StreamRules.forgets(tones, "oh hi", new Saying("lo", "lo"));
    }

    @Test
    void streamsOfOneModelDoNotMix() {
        StreamRules.doNotMix(tones, new Saying("hi lo hi", "hi lo hi"),
                new Saying("lo oh lo", "lo oh lo"));
    }

    @Test
    void twoThreadsMayUseOneModel() throws InterruptedException {
        StreamRules.areOfTwoThreads(tones, new Saying("lo hi", "lo hi"),
                new Saying("oh hilo", "oh hilo"));
    }

    @Test
    void stableWordsDoNotChange() {
        StreamRules.stableWordsStay(tones, "hi lo oh hilo hi");
    }

    @Test
    void aModelOfOverlappingStepsAndPiecesOfWordsIsSpelled() {
        var pieces = loaded(Shipped.tiny("pieces"));
        try (var stream = pieces.open()) {
            feed(stream, TinyTones.speech("lohilo"), 320);
            assertEquals("lo high lo", ((Heard) stream.ifFinished()).text());
            assertEquals("lo high lo", ((Heard) stream.finish()).text());
        } finally {
            pieces.close();
        }
    }

    static SpeechRecognizer loaded(Path directory) {
        return switch (CtcRecognizer.load(directory)) {
            case Ready<SpeechRecognizer>(var recognizer) -> recognizer;
            case Refused<SpeechRecognizer>(var failure) -> throw new AssertionError(failure);
        };
    }
}
