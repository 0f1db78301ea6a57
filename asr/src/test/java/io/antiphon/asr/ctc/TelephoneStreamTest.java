package io.antiphon.asr.ctc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.asr.Shipped;
import io.antiphon.asr.StreamRules;
import io.antiphon.asr.TinyTones;
import io.antiphon.asr.decode.CtcSettings;
import io.antiphon.asr.model.Loaded.Ready;
import io.antiphon.asr.model.Loaded.Refused;
import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.Recognition.Word;
import io.antiphon.speech.SpeechRecognizer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model in T-one's container: samples at 8 kHz, sounds with a lexicon, n-grams of three words. */
class TelephoneStreamTest {

    /** Where four sounds are all there are, an unknown word must not be as dear as among forty. */
    private static final CtcSettings SETTINGS = new CtcSettings(0.7, 1.2, 96, 18, -9, 8, 1, 0);

    private final SpeechRecognizer sounds = loaded("sounds");

    @AfterEach
    void close() {
        sounds.close();
    }

    @Test
    void soundsBecomeWords() {
        var heard = heard("lo hi hilo");
        assertEquals("lo hi hilo", heard.text());
        assertEquals(3, heard.stableWords());
        assertTrue(heard.confidence() > 0.6, "confidence " + heard.confidence());
    }

    @Test
    void whichOfTwoWordsThatSoundAlikeIsToldByTheWordsBefore() {
        assertEquals("lo", heard("lo").text());
        assertEquals("oh hi low", heard("o hi lo").text());
    }

    @Test
    void whatNoWordSoundsLikeIsUnknown() {
        var heard = heard("lo lhol hi");
        assertEquals("lo [unk] hi", heard.text());
        assertEquals(List.of(false, true, false),
                heard.words().stream().map(Word::isUnknown).toList());
    }

    @Test
    void wordsLieWhereTheirTonesAre() {
        var hi = heard("lo hi").words().get(1);
        int start = 3 * 2 * TinyTones.LETTER_SAMPLES;
        int end = 4 * 2 * TinyTones.LETTER_SAMPLES + TinyTones.LETTER_SAMPLES;
        assertTrue(Math.abs(hi.startSample() - start) <= 960, hi::toString);
        assertTrue(Math.abs(hi.endSample() - end) <= 1_440, hi::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 320, 1_000, 100_000})
    void piecesOfAnyLengthGiveTheSameWords(int size) {
        try (var whole = sounds.open(); var pieces = sounds.open()) {
            var pcm = TinyTones.speech("hilo o lo");
            StreamRules.feed(whole, pcm, 320);
            StreamRules.feed(pieces, pcm, size);
            assertEquals(whole.finish(), pieces.finish());
        }
    }

    @Test
    void askingWhatTheEndWouldBeLeavesNoTrace() {
        try (var asked = sounds.open(); var unasked = sounds.open()) {
            var pcm = TinyTones.speech("hilo lo hi o");
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
    void anUtteranceKnowsNothingOfTheLastOne() {
        try (var stream = sounds.open()) {
            StreamRules.feed(stream, TinyTones.speech("o hi"), 320);
            stream.cancel();
            assertEquals(Heard.NOTHING, stream.finish());
            StreamRules.feed(stream, TinyTones.speech("lo"), 320);
            var first = stream.finish();
            StreamRules.feed(stream, TinyTones.speech("lo"), 320);
            assertEquals(first, stream.finish());
        }
    }

    @Test
    void anExpectedWordIsPreferredToItsLikes() {
        try (var stream = sounds.open()) {
            stream.expect(ExpectedSpeech.likely(List.of("low", "high"), 3));
            StreamRules.feed(stream, TinyTones.speech("lo hi o"), 320);
            assertEquals("low high oh", ((Heard) stream.finish()).text());
        }
    }

    @Test
    void whereOnlySomeWordsAreExpectedTheRestIsUnknown() {
        try (var stream = sounds.open()) {
            stream.expect(ExpectedSpeech.only(List.of("high", "low")));
            StreamRules.feed(stream, TinyTones.speech("lo hi"), 320);
            assertEquals("low high", ((Heard) stream.finish()).text());
            StreamRules.feed(stream, TinyTones.speech("hi lhol hi"), 320);
            assertEquals("high [unk] high", ((Heard) stream.finish()).text());
        }
    }

    @Test
    void whatIsExpectedBeginsWithTheNextUtterance() {
        try (var stream = sounds.open()) {
            StreamRules.feed(stream, TinyTones.speech("lo"), 320);
            stream.expect(ExpectedSpeech.only(List.of("low")));
            StreamRules.feed(stream, TinyTones.speech(" hi"), 320);
            assertEquals("lo hi", ((Heard) stream.finish()).text());
            StreamRules.feed(stream, TinyTones.speech("lo"), 320);
            assertEquals("low", ((Heard) stream.finish()).text());
            stream.expect(ExpectedSpeech.ANYTHING);
            StreamRules.feed(stream, TinyTones.speech("hi"), 320);
            assertEquals("hi", ((Heard) stream.finish()).text());
        }
    }

    @Test
    void aModelOfTOneWithoutWordsIsSpelled() {
        var tone = loaded("tone");
        try (var stream = tone.open()) {
            assertFalse(StreamRules.feed(stream, TinyTones.speech("lohi"), 320).isEmpty());
            assertEquals("lowhiy", ((Heard) stream.finish()).text());
        } finally {
            tone.close();
        }
    }

    private static SpeechRecognizer loaded(String name) {
        return switch (CtcRecognizer.load(Shipped.tiny(name), SETTINGS)) {
            case Ready<SpeechRecognizer>(var recognizer) -> recognizer;
            case Refused<SpeechRecognizer>(var failure) -> throw new AssertionError(failure);
        };
    }

    private Heard heard(String letters) {
        try (var stream = sounds.open()) {
            StreamRules.feed(stream, TinyTones.speech(letters), 320);
            return (Heard) stream.finish();
        }
    }
}
