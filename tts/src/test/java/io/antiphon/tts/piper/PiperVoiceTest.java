package io.antiphon.tts.piper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.antiphon.audio.Pcm;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.speech.Pace;
import io.antiphon.speech.SpeechSynthesizer;
import io.antiphon.speech.SpeechSynthesizer.Listener;
import io.antiphon.speech.SpeechSynthesizer.Request;
import io.antiphon.speech.SpeechSynthesizer.SpeechOutcome;
import io.antiphon.speech.SpokenWord;
import io.antiphon.speech.UtteranceId;
import io.antiphon.tts.sound.Opening;
import io.antiphon.tts.text.Normalizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PiperVoiceTest {

    private static final Path VOICES = Path.of("src/test/resources/piper");

    @TempDir
    Path folder;

    private final List<SpokenWord> words = new ArrayList<>();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
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

    /** What ONNX Runtime's reporting to Microsoft writes first of all, in each process that it runs in. */
    @Test
    void nothingIsReportedToTheMakerOfTheEngine() {
        ready("letters.onnx").close();
        var log = Path.of(System.getProperty("java.io.tmpdir"),
                "mat-debug-" + ProcessHandle.current().pid() + ".log");
        assertFalse(Files.exists(log), () -> log + " is there");
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
    void ourOwnVoiceSpeaksSlowerWhereItIsAskedTo() {
        try (var voice = ready(Path.of("..", "models", "voice", "mira.onnx"))) {
            var outcomes = Stream.of(Pace.USUAL, Pace.SLOW)
                    .map(pace -> voice.speak(new Request(new UtteranceId(1),
                            "Which day would suit you?", pace), new Nobody()))
                    .toList();
            double longer = (double) outcomes.getLast().samples() / outcomes.getFirst().samples();
            assertTrue(longer > 1.15 && longer < 1.35, () -> "longer by " + longer);
        }
    }

    /** Does not listen. */
    private static final class Nobody implements Listener {

        @Override
        public Answer hear(short[] pcm) {
            return Answer.GO_ON;
        }

        @Override
        public void word(SpokenWord word) {}
    }

    @Test
    void idsArePaddedAsPiperDoesIt() {
        var ids = Map.of("^", List.of(1L), "_", List.of(0L), "$", List.of(2L), " ", List.of(3L),
                "a", List.of(10L), "b", List.of(11L, 12L), ",", List.of(8L));
        var config = new PiperConfig(16_000, new PiperConfig.Phonemes(true, "en-us"), ids,
                new PiperConfig.Scales(0, 1, 0), 256, 1, Optional.empty());
        var sequence = new PhonemeIds(Normalizer.normalize("ab, xa"), config,
                new Pronunciation.Characters());
        assertArrayEquals(new long[]{1, 0, 10, 0, 11, 12, 0, 8, 0, 3, 0, 10, 0, 2}, sequence.ids());
    }

    @Test
    void listOfPronunciationsStandsInForEspeak() {
        var voice = ready("foreign.onnx");
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
    void voiceThatReadsEnglishPhonemesNeedsNoList() {
        var voice = ready("ipa.onnx");
        assertInstanceOf(SpeechOutcome.Spoken.class,
                speak(voice, "Hello, stranger from Zyxwick.", Integer.MAX_VALUE));
        assertEquals(4, words.size());
        voice.close();
    }

    @Test
    void voiceInHalvesSoundsAsIfItWereMadeAtOnce() throws IOException {
        speak(ready("halves.onnx"), "one long clause, in pieces", Integer.MAX_VALUE);
        var inPieces = heard.toByteArray();
        var placed = List.copyOf(words);
        heard.reset();
        words.clear();
        samples = 0;
        copy("halves.encoder.onnx");
        copy("halves.decoder.onnx");
        edited("\"first_frames\": 5", "\"first_frames\": 100000");
        speak(ready(folder.resolve("halves.onnx")), "one long clause, in pieces",
                Integer.MAX_VALUE);
        assertArrayEquals(heard.toByteArray(), inPieces);
        assertEquals(words, placed);
        assertEquals(List.of("one", "long", "clause,", "in", "pieces"),
                words.stream().map(SpokenWord::text).toList());
        // Two frames of 256 samples per id: a letter and its pad last 1024 samples.
        assertEquals(3 * 1024, placed.getFirst().endSample() - placed.getFirst().startSample());
        assertEquals(4 * 1024, placed.get(1).startSample() - placed.getFirst().startSample());
    }

    @Test
    void voiceInHalvesMakesNoMoreThanIsListenedTo() {
        var voice = ready("halves.onnx");
        assertEquals(new SpeechOutcome.Cut(2 * Pcm.FRAME_SAMPLES), speak(voice, "some words", 2));
        assertEquals(2 * Pcm.FRAME_SAMPLES, samples);
        voice.close();
    }

    @Test
    void firstPieceIsMadeOfFewFrames() throws IOException, OrtException {
        Path model = VOICES.resolve("halves.onnx");
        var config = PiperConfig.read(Path.of(model + ".json"));
        try (var halves = PiperModel.open(model, config)) {
            var making = halves.begin(new long[]{1, 0, 5, 0, 6, 0, 7, 0, 2}, config.scales());
            assertEquals(9, making.durations().length);
            assertEquals(5 * 256, making.next().length);
            assertEquals(7 * 256, making.next().length);
            assertEquals(6 * 256, making.next().length);
            assertEquals(0, making.next().length);
        }
    }

    @Test
    void missingHalfIsNamed() throws IOException {
        copy("halves.encoder.onnx");
        edited("16000", "16000");
        String why = unusable(folder.resolve("halves.onnx"));
        assertTrue(why.contains("halves.decoder.onnx: no such file"), why);
        edited("\"halves.decoder.onnx\"", "\"halves.encoder.onnx\"");
        why = unusable(folder.resolve("halves.onnx"));
        assertTrue(why.contains("expected the inputs") && why.contains("y_mask"), why);
    }

    @Test
    void halvesLieBesideTheirConfiguration() throws IOException {
        edited("\"halves.decoder.onnx\"", "\"../halves.decoder.onnx\"");
        String why = unusable(folder.resolve("halves.onnx"));
        assertTrue(why.contains("split.decoder: expected the name of a file"), why);
    }

    private void edited(String right, String wrong) throws IOException {
        String json = Files.readString(VOICES.resolve("halves.onnx.json"));
        assertTrue(json.contains(right), right);
        Files.writeString(folder.resolve("halves.onnx.json"), json.replace(right, wrong));
    }

    @Test
    void nothingIsHeardAfterAStop() {
        var voice = ready("letters.onnx");
        assertEquals(new SpeechOutcome.Cut(2 * Pcm.FRAME_SAMPLES), speak(voice, "some words", 2));
        assertEquals(2 * Pcm.FRAME_SAMPLES, samples);
        voice.close();
    }

    @Test
    void foreignVoiceWithoutPronunciationsSaysWhyItCannotSpeak() throws IOException {
        copy("foreign.onnx");
        copy("foreign.onnx.json");
        String why = unusable(folder.resolve("foreign.onnx"));
        assertTrue(why.contains("licence") && why.contains("foreign.onnx.lexicon"), why);
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
        return ready(VOICES.resolve(model));
    }

    private static SpeechSynthesizer ready(Path model) {
        return assertInstanceOf(Opening.Ready.class, PiperVoice.open(model)).voice();
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
                for (short sample : pcm) {
                    heard.write(sample);
                    heard.write(sample >> 8);
                }
                return samples < (long) frames * pcm.length ? Answer.GO_ON : Answer.STOP;
            }

            @Override
            public void word(SpokenWord word) {
                words.add(word);
            }
        });
    }
}
