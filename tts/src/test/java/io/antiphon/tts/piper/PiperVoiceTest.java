package io.antiphon.tts.piper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.audio.Pcm;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.speech.SpeechSynthesizer;
import io.antiphon.speech.SpeechSynthesizer.Listener;
import io.antiphon.speech.SpeechSynthesizer.Request;
import io.antiphon.speech.SpeechSynthesizer.SpeechOutcome;
import io.antiphon.speech.SpokenWord;
import io.antiphon.speech.UtteranceId;
import io.antiphon.tts.sound.Opening;
import io.antiphon.tts.text.Normalizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PiperVoiceTest {

    private static final Path VOICES = Path.of("src/test/resources/piper");

    @TempDir
    Path folder;

    private final List<SpokenWord> words = new ArrayList<>();
    private int samples;

    @Test
    void wordsLieWhereTheDurationsOfTheModelPutThem() {
        var voice = ready("letters.onnx");
        assertInstanceOf(SpeechOutcome.Spoken.class, speak(voice, "abc de", Integer.MAX_VALUE));
        assertEquals(List.of("abc", "de"), words.stream().map(SpokenWord::text).toList());
        // Two frames of 256 samples at 22050 Hz per id: a letter and its pad last 743 samples at 16 kHz.
        double letter = 4 * 256 * 16_000 / 22_050.0;
        assertEquals(3 * letter, (double) (words.get(0).endSample() - words.get(0).startSample()),
                400);
        assertEquals(4 * letter, (double) (words.get(1).startSample() - words.get(0).startSample()),
                400);
        assertEquals(2 * letter, (double) (words.get(1).endSample() - words.get(1).startSample()),
                400);
        voice.close();
    }

    @Test
    void voiceWithoutDurationsHasItsWordsEstimatedAndTheFirstSpeakerSpeaks() {
        var voice = ready("speakers.onnx");
        assertInstanceOf(SpeechOutcome.Spoken.class,
                speak(voice, "Press 1, please", Integer.MAX_VALUE));
        assertEquals(List.of("Press", "1,", "please"),
                words.stream().map(SpokenWord::text).toList());
        assertTrue(words.getLast().endSample() <= samples);
        voice.close();
    }

    @Test
    void idsArePaddedAsPiperDoesIt() {
        var ids = Map.of("^", List.of(1L), "_", List.of(0L), "$", List.of(2L), " ", List.of(3L),
                "a", List.of(10L), "b", List.of(11L, 12L), ",", List.of(8L));
        var config = new PiperConfig(16_000, true, ids, 0, 1, 0, 256, 1);
        var sequence = new PhonemeIds(Normalizer.normalize("ab, xa"), config,
                new Pronunciation.Characters());
        assertArrayEquals(new long[]{1, 0, 10, 0, 11, 12, 0, 8, 0, 3, 0, 10, 0, 2}, sequence.ids());
    }

    @Test
    void listOfPronunciationsStandsInForEspeak() {
        var voice = ready("ipa.onnx");
        assertInstanceOf(SpeechOutcome.Spoken.class, speak(voice, "Hello, world.", 1_000));
        assertEquals(2, words.size());
        samples = 0;
        var outcome = speak(voice, "Hello, stranger.", 1_000);
        var failed = assertInstanceOf(SpeechOutcome.Failed.class, outcome);
        assertEquals(Kind.REFUSED, failed.failure().kind());
        assertEquals(0, samples);
        voice.close();
    }

    @Test
    void nothingIsHeardAfterAStop() {
        var voice = ready("letters.onnx");
        assertEquals(new SpeechOutcome.Cut(2 * Pcm.FRAME_SAMPLES), speak(voice, "some words", 2));
        assertEquals(2 * Pcm.FRAME_SAMPLES, samples);
        voice.close();
    }

    @Test
    void espeakVoiceWithoutPronunciationsSaysWhyItCannotSpeak() throws IOException {
        copy("ipa.onnx");
        copy("ipa.onnx.json");
        String why = unusable(folder.resolve("ipa.onnx"));
        assertTrue(why.contains("licence") && why.contains("ipa.onnx.lexicon"), why);
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        assertTrue(unusable(folder.resolve("no.onnx")).contains("no.onnx.json: no such file"));
        copy("letters.onnx.json");
        assertTrue(unusable(folder.resolve("letters.onnx")).contains("letters.onnx: no such file"));
    }

    @Test
    void damagedModelIsNamed() throws IOException {
        copy("letters.onnx.json");
        Path model = folder.resolve("letters.onnx");
        byte[] bytes = Files.readAllBytes(VOICES.resolve("letters.onnx"));
        Files.write(model, Arrays.copyOf(bytes, bytes.length / 2));
        assertTrue(unusable(model).contains("letters.onnx: not a model"), unusable(model));
    }

    @Test
    void wrongFieldIsNamedWithWhatWasExpected() throws IOException {
        assertWrong("\"sample_rate\": 22050", "\"sample_rate\": \"fast\"",
                "audio.sample_rate: expected a positive number, found \"fast\"");
        assertWrong("\"sample_rate\": 22050", "\"sample_rate\": 7", "from 8000 to 48000, found 7");
        assertWrong("\"phoneme_type\": \"text\"", "\"phoneme_type\": \"pinyin\"",
                "phoneme_type: expected \"text\" or \"espeak\", found \"pinyin\"");
        assertWrong("\"^\"", "\"missing\"", "phoneme_id_map: expected a list of numbers for \"^\"");
        assertWrong("\"noise_w\": 0.0", "\"noise_w\": -1", "inference.noise_w");
        assertWrong("{", "", "not JSON");
    }

    @Test
    void modelWithOtherInputsIsRefused() throws IOException {
        copy("speakers.onnx");
        String json = Files.readString(VOICES.resolve("letters.onnx.json"));
        Files.writeString(folder.resolve("letters.onnx.json"),
                json.replace("\"num_speakers\": 1", "\"num_speakers\": 3"));
        copy("letters.onnx");
        assertTrue(unusable(folder.resolve("letters.onnx")).contains("expected an input \"sid\""));
    }

    private void assertWrong(String right, String wrong, String expected) throws IOException {
        String json = Files.readString(VOICES.resolve("letters.onnx.json"));
        assertTrue(json.contains(right), right);
        Files.writeString(folder.resolve("wrong.onnx.json"), json.replace(right, wrong));
        String why = unusable(folder.resolve("wrong.onnx"));
        assertTrue(why.contains("wrong.onnx.json") && why.contains(expected), why);
    }

    private void copy(String file) throws IOException {
        Files.copy(VOICES.resolve(file), folder.resolve(file));
    }

    private static SpeechSynthesizer ready(String model) {
        return assertInstanceOf(Opening.Ready.class, PiperVoice.open(VOICES.resolve(model)))
                .voice();
    }

    private static String unusable(Path model) {
        EngineFailure failure = assertInstanceOf(Opening.Unusable.class, PiperVoice.open(model))
                .failure();
        return failure.detail();
    }

    private SpeechOutcome speak(SpeechSynthesizer voice, String text, int frames) {
        return voice.speak(new Request(new UtteranceId(1), text), new Listener() {

            @Override
            public Answer hear(short[] pcm) {
                samples += pcm.length;
                return samples < (long) frames * pcm.length ? Answer.GO_ON : Answer.STOP;
            }

            @Override
            public void word(SpokenWord word) {
                words.add(word);
            }
        });
    }
}
