package io.antiphon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.audio.Resampler;
import io.antiphon.audio.Wav;
import io.antiphon.cli.terminal.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code transcribe} and {@code vad} with the models that come with the product. */
class ListeningTest {

    private static final Path RECORDINGS = Shell.home()
            .resolve("models/asr/telephone/fixtures/held-out");
    private static final String HOURS = RECORDINGS.resolve("00-flite-rms.wav").toString();
    private static final String CORRECT = RECORDINGS.resolve("06-flite-rms.wav").toString();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void everyFileBecomesALineInItsPlace() {
        var ran = Shell.run("transcribe", HOURS, CORRECT, "--jobs", "2");
        assertEquals(Exit.OK, ran.status(), ran.err());
        assertEquals(2, ran.lines().size(), ran.out());
        assertEquals(HOURS, ran.fields(0).get(0));
        assertTrue(ran.fields(0).get(1).contains("opening hours"), ran.out());
        assertTrue(ran.fields(1).get(1).contains("correct"), ran.out());
        double confidence = Double.parseDouble(ran.fields(0).get(2));
        assertTrue(confidence > 0 && confidence <= 1, ran.out());
        assertTrue(Double.parseDouble(ran.fields(0).get(3)) > 0, ran.out());
    }

    @Test
    void unreadableFilesAreNamedAndTheOthersHeard() throws IOException {
        var text = Files.writeString(folder.resolve("text.wav"), "this is no sound at all");
        var empty = folder.resolve("empty.wav");
        Wav.mono(8_000, new short[0]).write(empty);
        var ran = Shell.run("transcribe", text.toString(), CORRECT, empty.toString(),
                folder.resolve("none.wav").toString());
        assertEquals(Exit.LOST, ran.status());
        assertEquals(1, ran.lines().size(), ran.out());
        assertTrue(ran.fields(0).get(1).contains("correct"), ran.out());
        assertEquals(List.of("antiphon: " + text + ": not a RIFF/WAVE file",
                "antiphon: " + empty + ": holds no sound",
                "antiphon: " + folder.resolve("none.wav") + ": no such file"),
                ran.err().lines().toList());
    }

    @Test
    void oneOfTwoChannelsAtAnotherRateIsHeard() throws IOException {
        var stereo = folder.resolve("stereo.wav").toString();
        var wav = Wav.read(Path.of(CORRECT));
        var speech = Resampler.whole(wav.mixed(), wav.sampleRate(), 44_100);
        new Wav(44_100, List.of(new short[speech.length], speech)).write(Path.of(stereo));
        assertTrue(Shell.run("transcribe", stereo, "--channel", "2")
                .fields(0)
                .get(1)
                .contains("correct"));
        assertEquals("", Shell.run("transcribe", stereo, "--channel", "1").fields(0).get(1));
        var ran = Shell.run("transcribe", stereo, "--channel", "3");
        assertEquals(Exit.LOST, ran.status());
        assertEquals("antiphon: " + stereo + ": has no channel 3, only 2", ran.err().strip());
    }

    @Test
    void longRecordingIsCutInItsPauses() throws IOException {
        var file = conversation();
        var whole = Shell.run("transcribe", file);
        assertEquals(1, whole.lines().size());
        assertTrue(whole.fields(0).get(1).matches(".*opening hours.*correct.*opening hours.*"),
                whole.out());
        var parts = Shell.run("transcribe", "--segments", file, "--header");
        assertEquals("file\tstart\tend\ttext\tconfidence\trtf", parts.lines().getFirst());
        assertTrue(parts.lines().size() >= 5, parts.out());
        double end = 0;
        for (var line : parts.lines().subList(1, parts.lines().size())) {
            var fields = line.split("\t", -1);
            assertTrue(Double.parseDouble(fields[1]) >= end, parts.out());
            end = Double.parseDouble(fields[2]);
        }
    }

    @Test
    void liveTellsWordsBeforeTheEnd() {
        var ran = Shell.run("transcribe", "--live", CORRECT);
        assertEquals(Exit.OK, ran.status(), ran.err());
        assertTrue(ran.lines().size() > 1, ran.out());
        assertEquals("partial", ran.fields(0).get(2));
        var last = ran.fields(ran.lines().size() - 1);
        assertEquals("final", last.get(2));
        assertTrue(last.get(3).contains("correct"), ran.out());
        assertTrue(Double.parseDouble(ran.fields(0).get(1)) < Double.parseDouble(last.get(1)));
    }

    @Test
    void speechIsFoundWhereItIs() throws IOException {
        var ran = Shell.run("vad", conversation(), "--header");
        assertEquals("file\tstart\tend\tduration\tlikelihood", ran.lines().getFirst());
        assertTrue(ran.lines().size() >= 5, ran.out());
        // The recording begins with two seconds of nothing and ends with two more.
        assertEquals(2, Double.parseDouble(ran.fields(1).get(1)), 0.6, ran.out());
        assertTrue(Double.parseDouble(ran.fields(1).get(4)) > 0.5, ran.out());
        var frames = Shell.run("vad", "--frames", CORRECT);
        assertEquals(3, frames.fields(0).size());
        assertEquals("0.02", frames.fields(1).get(1));
    }

    @Test
    void grammarIsAFileOrPhrases() throws IOException {
        var file = Files.writeString(folder.resolve("grammar.txt"),
                "# a file of phrases\nOpening  Hours\nclosing hours\n");
        var ran = Shell.run("transcribe", HOURS, "--grammar", file.toString(), "--no-unk");
        assertEquals(Exit.OK, ran.status(), ran.err());
        assertTrue(ran.fields(0).get(1).contains("opening hours"), ran.out());
        var likely = Shell.run("transcribe", HOURS, "--expect", "opening hours, closing hours");
        assertTrue(likely.fields(0).get(1).contains("opening hours"), likely.out());
        assertEquals(Exit.USAGE, Shell.run("transcribe", HOURS, "--grammar", " | ").status());
    }

    @Test
    void modelTellsItsEngine() throws IOException {
        var vosk = Files.createDirectories(folder.resolve("vosk/am"));
        Files.writeString(vosk.resolve("final.mdl"), "damaged");
        var refused = Shell.run("transcribe", CORRECT, "--model",
                folder.resolve("vosk").toString());
        assertEquals(Exit.MACHINE, refused.status());
        assertTrue(refused.err().startsWith("antiphon: vosk: "), refused.err());
        var transducer = Files.createDirectories(folder.resolve("transducer"));
        Files.writeString(transducer.resolve("joiner-epoch-99-avg-1.int8.onnx"), "damaged");
        refused = Shell.run("transcribe", CORRECT, "--model", transducer.toString());
        assertEquals(Exit.MACHINE, refused.status());
        assertTrue(refused.err().startsWith("antiphon: transducer: "), refused.err());
    }

    @Test
    void anEngineWithoutAModelOfOursAsksForOne() {
        var refused = Shell.run("transcribe", CORRECT, "--engine", "transducer");
        assertEquals(Exit.USAGE, refused.status());
        assertTrue(refused.err().contains("name a folder with --model"), refused.err());
    }

    @Test
    void whatMakesNoSenseIsSaidSo() {
        assertEquals(Exit.USAGE, Shell.run("transcribe", HOURS, "--engine", "whisper").status());
        assertEquals(Exit.USAGE, Shell.run("transcribe", HOURS, "--channel", "left").status());
        assertEquals(Exit.USAGE, Shell.run("transcribe", HOURS, "--jobs", "0").status());
        assertEquals(Exit.USAGE, Shell.run("transcribe").status());
        assertEquals(Exit.USAGE, Shell.run("vad", HOURS, "--threshold", "2").status());
        assertEquals(Exit.USAGE, Shell.run("vad", HOURS, "--pause", "1").status());
        var refused = Shell.run("transcribe", HOURS, "--model", folder.toString());
        assertEquals(Exit.MACHINE, refused.status());
        assertTrue(refused.err().contains("which is missing"), refused.err());
    }

    /** Sixteen seconds: four sentences with two seconds of silence around each. */
    private String conversation() throws IOException {
        var sound = new short[0];
        for (var file : List.of(HOURS, CORRECT, HOURS, CORRECT)) {
            var said = Wav.read(Path.of(file)).mixed();
            int from = sound.length + 16_000;
            sound = Arrays.copyOf(sound, from + said.length);
            System.arraycopy(said, 0, sound, from, said.length);
        }
        var file = folder.resolve("conversation.wav");
        Wav.mono(8_000, Arrays.copyOf(sound, sound.length + 16_000)).write(file);
        return file.toString();
    }
}
