package io.antiphon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.antiphon.audio.Wav;
import io.antiphon.cli.terminal.Exit;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code say} with a voice of the system. */
class SayingTest {

    private static final String SLT = "flite:slt";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void textBecomesAFileOfTheRateThatWasAskedFor() throws Exception {
        assumeVoice();
        for (int rate : new int[]{8_000, 16_000}) {
            var file = folder.resolve(rate + ".wav");
            var ran = Shell.run("say", "Good morning.", "It is ten o'clock.", "--voice", SLT,
                    "--rate", Integer.toString(rate), "-o", file.toString());
            assertEquals(Exit.OK, ran.status(), ran.err());
            var wav = Wav.read(file);
            assertEquals(rate, wav.sampleRate());
            assertEquals(file.toString(), ran.fields(0).get(0));
            assertEquals(SLT, ran.fields(0).get(1));
            assertEquals((double) wav.length() / rate, Double.parseDouble(ran.fields(0).get(2)),
                    0.01);
            assertTrue(Double.parseDouble(ran.fields(0).get(3)) > 0, ran.out());
            assertTrue(Double.parseDouble(ran.fields(0).get(4)) > 0, ran.out());
        }
    }

    @Test
    void whatWasSaidIsUnderstood() {
        assumeVoice();
        var file = folder.resolve("hours.wav").toString();
        Shell.run("say", "What are your opening hours?", "--voice", SLT, "-o", file);
        assertTrue(Shell.run("transcribe", file).out().contains("opening hours"));
    }

    @Test
    void voicesAreListedByTheNamesThatOpenThem() {
        assumeVoice();
        assertTrue(Shell.run("say", "--voices").lines().contains(SLT));
    }

    @Test
    void voiceThatIsNotThereIsNamedAndNothingWritten() {
        var file = folder.resolve("none.wav");
        var ran = Shell.run("say", "hello", "--voice", "piper:/none.onnx", "-o", file.toString());
        assertEquals(Exit.MACHINE, ran.status());
        assertTrue(ran.err().contains("/none.onnx"), ran.err());
        assertFalse(Files.exists(file));
    }

    @Test
    void whatMakesNoSenseIsSaidSo() {
        assertEquals(Exit.USAGE, Shell.run("say").status());
        assertEquals(Exit.USAGE, Shell.run("say", "hello", "--rate", "44100").status());
        assertEquals(Exit.USAGE, Shell.run("say", "hello", "--voice", "nonsense").status());
    }

    private static void assumeVoice() {
        assumeTrue(Shell.run("say", "--voices").out().contains(SLT),
                "skipped, because flite is not installed");
    }
}
