package io.antiphon.asr.transducer;

import static io.antiphon.asr.StreamRules.feed;
import static io.antiphon.asr.StreamRules.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.asr.Shipped;
import io.antiphon.asr.StreamRules;
import io.antiphon.asr.StreamRules.Saying;
import io.antiphon.asr.TinyTones;
import io.antiphon.asr.model.Loaded.Ready;
import io.antiphon.asr.model.Loaded.Refused;
import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.SpeechRecognizer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every three tones are a word; both networks name a tone six frames late, which is 240 ms. */
class TransducerStreamTest {

    private static final int LATE = 6 * 640;

    private final SpeechRecognizer second = loaded("zipformer2");
    private final SpeechRecognizer first = loaded("zipformer");

    @AfterEach
    void close() {
        second.close();
        first.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zipformer2", "zipformer"})
    void frameByFrameWordsAreHeard(String model) {
        try (var stream = recognizer(model).open()) {
            var partials = feed(stream, TinyTones.speech("hillohilohil"), 320);
            assertEquals(List.of("hil", "loh", "ilo"), texts(partials.getLast()).subList(0, 3));
            var heard = (Heard) stream.finish();
            assertEquals("hil loh ilo hil", heard.text());
            assertEquals(4, heard.words().size());
            assertEquals(4, heard.stableWords());
            assertTrue(heard.confidence() > 0.8 && heard.confidence() < 1,
                    "confidence " + heard.confidence());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zipformer2", "zipformer"})
    void wordsLieBehindTheirTonesByWhatTheNetworkIsLate(String model) {
        try (var stream = recognizer(model).open()) {
            feed(stream, TinyTones.speech("hillohilo"), 320);
            var words = ((Heard) stream.finish()).words();
            for (int i = 0; i < 3; i++) {
                long start = LATE + (long) i * 3 * 2 * TinyTones.LETTER_SAMPLES;
                long end = start + 2 * 2 * TinyTones.LETTER_SAMPLES;
                // A frame is 640 samples, and a tone may begin anywhere in one.
                assertTrue(Math.abs(words.get(i).startSample() - start) <= 1_280, words::toString);
                assertTrue(Math.abs(words.get(i).endSample() - end) <= 1_280, words::toString);
            }
        }
    }

    private static Stream<List<Object>> cuts() {
        return Stream.of("zipformer2", "zipformer")
                .flatMap(model -> Stream.of(1, 7, 160, 320, 1_000, 100_000)
                        .map(size -> List.of(model, size)));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void piecesOfAnyLengthGiveTheSameWords(List<Object> cut) {
        var recognizer = recognizer((String) cut.get(0));
        try (var whole = recognizer.open(); var pieces = recognizer.open()) {
            var pcm = TinyTones.speech("lohohilihlo");
            var last = feed(whole, pcm, 320).getLast();
            assertEquals(last, feed(pieces, pcm, (int) cut.get(1)).getLast());
            var end = whole.finish();
            assertEquals(end, pieces.finish());
            assertEquals("loh ohi lih lo", ((Heard) end).text());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zipformer2", "zipformer"})
    void askingWhatTheEndWouldBeLeavesNoTrace(String model) {
        var recognizer = recognizer(model);
        try (var asked = recognizer.open(); var unasked = recognizer.open()) {
            var pcm = TinyTones.speech("hillohilo");
            for (int at = 0; at + 320 <= pcm.length; at += 320) {
                var frame = Arrays.copyOfRange(pcm, at, at + 320);
                assertEquals(unasked.hear(frame, 320), asked.hear(frame, 320));
                assertEquals(asked.ifFinished(), asked.ifFinished());
            }
            assertEquals(asked.ifFinished(), asked.finish());
            assertEquals("hil loh ilo", ((Heard) unasked.finish()).text());
        }
    }

    @Test
    void theEndIsForeseenBeforeTheNetworkHasNamedIt() {
        try (var stream = second.open()) {
            var begun = Arrays.copyOf(TinyTones.speech("hil"), 5 * TinyTones.LETTER_SAMPLES);
            assertEquals("", feed(stream, begun, 320).getLast().text());
            assertEquals("hil", ((Heard) stream.ifFinished()).text());
        }
    }

    @Test
    void anUtteranceKnowsNothingOfTheLastOne() {
        // Two tones, so the last pieces of this one would begin no word.
        StreamRules.forgets(second, "oh", new Saying("loh", "loh"));
    }

    @Test
    void streamsOfOneModelDoNotMix() {
        StreamRules.doNotMix(first, new Saying("hillohilo", "hil loh ilo"),
                new Saying("lihohilol", "lih ohi lol"));
    }

    @Test
    void twoThreadsMayUseOneModel() throws InterruptedException {
        StreamRules.areOfTwoThreads(second, new Saying("lohil", "loh il"),
                new Saying("ohilol", "ohi lol"));
    }

    @Test
    void stableWordsDoNotChangeAndComeBeforeTheEnd() {
        StreamRules.stableWordsStay(second, "hillohilohilloh");
    }

    @Test
    void silenceIsNoWords() {
        try (var stream = second.open()) {
            feed(stream, new short[5 * 16_000], 320);
            assertEquals(Heard.NOTHING, stream.finish());
        }
    }

    @Test
    void whatIsExpectedIsHeardOnlyFromTheNextUtteranceOn() {
        // In the middle there are two tones at once, and nothing but what is expected tells which counts.
        var between = mixed(TinyTones.speech("hil"), TinyTones.speech("hol"));
        try (var stream = second.open()) {
            feed(stream, between, 320);
            stream.expect(ExpectedSpeech.likely(List.of("Hol "), 5));
            var unhinted = ((Heard) stream.finish()).text();
            feed(stream, between, 320);
            assertEquals("hol", ((Heard) stream.finish()).text());
            stream.expect(ExpectedSpeech.likely(List.of("hil"), 5));
            feed(stream, between, 320);
            assertEquals("hil", ((Heard) stream.finish()).text());
            stream.expect(ExpectedSpeech.ANYTHING);
            feed(stream, between, 320);
            assertEquals(unhinted, ((Heard) stream.finish()).text());
        }
    }

    private static short[] mixed(short[] one, short[] other) {
        var sum = new short[one.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (short) ((one[i] + other[i]) / 2);
        }
        return sum;
    }

    private SpeechRecognizer recognizer(String model) {
        return model.equals("zipformer") ? first : second;
    }

    private static SpeechRecognizer loaded(String model) {
        return switch (TransducerRecognizer.load(Shipped.tiny(model))) {
            case Ready<SpeechRecognizer>(var recognizer) -> recognizer;
            case Refused<SpeechRecognizer>(var failure) -> throw new AssertionError(failure);
        };
    }
}
