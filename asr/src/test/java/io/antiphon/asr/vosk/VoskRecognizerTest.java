package io.antiphon.asr.vosk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.asr.model.Loaded.Ready;
import io.antiphon.asr.model.Loaded.Refused;
import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.RecognitionStream;
import io.antiphon.speech.SpeechRecognizer;
import io.antiphon.testkit.Tone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With Vosk's real library, and a model so small that the test writes it. */
class VoskRecognizerTest {

    private static final short[] LOW = Tone.sine(ToneModel.LOW_HZ, 8_000, 6_400);
    private static final short[] HIGH = Tone.sine(ToneModel.HIGH_HZ, 8_000, 6_400);
    private static final short[] HUSH = new short[4_800];

    @TempDir
    Path folder;

    @BeforeEach
    void writeModel() throws IOException {
        ToneModel.write(folder);
    }

    @Test
    void wordsAreHeardWithTheirTimes() {
        try (var recognizer = loaded(); var stream = recognizer.open()) {
            feed(stream, HUSH, LOW, HUSH, HIGH, HUSH);
            var heard = assertInstanceOf(Heard.class, stream.finish());
            assertEquals("low high", heard.text());
            assertEquals(2, heard.stableWords());
            var high = heard.words().get(1);
            assertTrue(Math.abs(high.startSample() - 16_000) <= 1_600, high::toString);
            assertTrue(Math.abs(high.endSample() - 22_400) <= 1_600, high::toString);
            assertTrue(high.confidence() > 0.5, "confidence " + high.confidence());
        }
    }

    @Test
    void aWordIsKnownBeforeItsEnd() {
        try (var recognizer = loaded(); var stream = recognizer.open()) {
            var partials = feed(stream, HUSH, LOW);
            assertEquals("low", partials.getLast().text());
            assertEquals("low", ((Heard) stream.ifFinished()).text());
            long before = partials.stream().filter(heard -> heard.words().isEmpty()).count();
            assertTrue(before * 320 < HUSH.length + LOW.length / 2, before + " frames without");
        }
    }

    @Test
    void whatVoskEndsByItselfStaysPartOfTheUtterance() {
        try (var recognizer = loaded(); var stream = recognizer.open()) {
            var longHush = new short[32_000];
            var partials = feed(stream, LOW, longHush, HIGH, HUSH);
            assertTrue(partials.stream().anyMatch(heard -> heard.stableWords() == 1));
            assertEquals("low high", partials.getLast().text());
            assertEquals("low high", ((Heard) stream.finish()).text());
        }
    }

    @Test
    void anUtteranceKnowsNothingOfTheLastOne() {
        try (var recognizer = loaded(); var stream = recognizer.open()) {
            feed(stream, HUSH, LOW, HUSH);
            stream.cancel();
            assertEquals(Heard.NOTHING, stream.finish());
            feed(stream, HUSH, HIGH, HUSH);
            var first = (Heard) stream.finish();
            feed(stream, HUSH, HIGH, HUSH);
            var second = (Heard) stream.finish();
            assertEquals("high", first.text());
            assertEquals(first.words(), second.words());
        }
    }

    @Test
    void streamsOfOneModelDoNotMix() {
        try (var recognizer = loaded();
                var one = recognizer.open();
                var other = recognizer.open()) {
            for (int i = 0; i < 3; i++) {
                feed(one, LOW, HUSH);
                feed(other, HIGH, HUSH);
            }
            assertEquals("low low low", ((Heard) one.finish()).text());
            assertEquals("high high high", ((Heard) other.finish()).text());
        }
    }

    @Test
    void whereOnlySomeWordsAreExpectedTheRestIsUnknown() throws IOException {
        ToneModel.writeForGrammars(folder);
        try (var recognizer = loaded(); var stream = recognizer.open()) {
            feed(stream, HUSH, LOW, HUSH, HIGH, HUSH);
            assertEquals("low high", ((Heard) stream.finish()).text());
            stream.expect(ExpectedSpeech.only(List.of("low low", "low", "purple")));
            feed(stream, HUSH, LOW, HUSH, HIGH, HUSH);
            var heard = (Heard) stream.finish();
            assertEquals("low [unk]", heard.text());
            assertTrue(heard.words().get(1).isUnknown());
            stream.expect(ExpectedSpeech.likely(List.of("low"), 3));
            feed(stream, HUSH, HIGH, HUSH);
            assertEquals("high", ((Heard) stream.finish()).text());
        }
    }

    @Test
    void aModelThatTakesNoGrammarHearsAllItsWords() {
        try (var recognizer = loaded(); var stream = recognizer.open()) {
            stream.expect(ExpectedSpeech.only(List.of("low")));
            feed(stream, HUSH, LOW, HUSH, HIGH, HUSH);
            assertEquals("low high", ((Heard) stream.finish()).text());
        }
    }

    @Test
    void aModelForGrammarsNeedsAllThreeFiles() throws IOException {
        for (var name : List.of("graph/Gr.fst", "graph/disambig_tid.int")) {
            ToneModel.writeForGrammars(folder);
            Files.delete(folder.resolve(name));
            refused(folder.resolve(name) + ", which is missing");
        }
    }

    @Test
    void aModelWithoutItsFilesIsRefusedByName() throws IOException {
        for (var name : List.of("am/final.mdl", "conf/model.conf", "conf/fbank.conf",
                "graph/words.txt", "graph/HCLG.fst")) {
            Files.delete(folder.resolve(name));
            var expected = name.equals("conf/fbank.conf") ? "conf/mfcc.conf" : name;
            refused(folder.resolve(expected) + ", which is missing");
            ToneModel.write(folder);
        }
    }

    @Test
    void aDamagedModelIsRefusedBeforeVoskSeesIt() throws IOException {
        Files.writeString(folder.resolve("am/final.mdl"), "<html>not found</html>");
        refused("should begin with <TransitionModel>");
        ToneModel.write(folder);
        Files.write(folder.resolve("graph/HCLG.fst"), new byte[]{1, 2, 3});
        refused("not an OpenFst file");
        ToneModel.write(folder);
        Files.writeString(folder.resolve("graph/words.txt"), "<eps> 0\nlow\n");
        refused("words.txt line 2");
        ToneModel.write(folder);
        Files.writeString(folder.resolve("conf/model.conf"), "beam 13\n");
        refused("model.conf line 1");
        ToneModel.write(folder);
        Files.writeString(folder.resolve("conf/fbank.conf"), "--sample-frequency=fast\n");
        refused("'fast' is not a sample rate");
    }

    @Test
    void aModelThatVoskItselfRefusesIsAFailureToo() throws IOException {
        Files.writeString(folder.resolve("conf/model.conf"), "--no-such-option=1\n");
        refused("Vosk refuses the model");
    }

    private SpeechRecognizer loaded() {
        return switch (VoskRecognizer.load(folder)) {
            case Ready(var recognizer) -> recognizer;
            case Refused(var failure) -> throw new AssertionError(failure);
        };
    }

    private void refused(String complaint) {
        switch (VoskRecognizer.load(folder)) {
            case Ready(var recognizer) -> {
                recognizer.close();
                throw new AssertionError("opened, expected: " + complaint);
            }
            case Refused(var failure) -> assertTrue(failure.detail().contains(complaint),
                    failure.detail());
        }
    }

    /** Hands over sound frame by frame; answers with what was understood after each. */
    private static List<Heard> feed(RecognitionStream stream, short[]... sounds) {
        var answers = new ArrayList<Heard>();
        for (var pcm : sounds) {
            for (int at = 0; at < pcm.length; at += 320) {
                var frame = Arrays.copyOfRange(pcm, at, at + 320);
                answers.add(assertInstanceOf(Heard.class, stream.hear(frame, 320)));
            }
        }
        return answers;
    }
}
