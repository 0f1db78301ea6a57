package io.antiphon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.cli.terminal.Exit;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** {@code models} with what comes with the product. */
class ModelsTest {

    @Test
    void everythingIsListedWithItsLicence() {
        var ran = Shell.run("models", "list", "--header");
        assertEquals(Exit.OK, ran.status(), ran.err());
        assertEquals("id\tkind\tMB\tlicence\tstate\ttitle", ran.lines().getFirst());
        assertTrue(ran.out().contains("vad\tvoice-detector\t"), ran.out());
        assertTrue(ran.out().contains("vosk-small-en-us\trecogniser\t41.2\tApache-2.0\tavailable"),
                ran.out());
        assertTrue(ran.out().contains("smart-turn\tturn\t8.7\tBSD-2-Clause\tunverifiable"),
                ran.out());
        ran.lines().forEach(line -> assertEquals(6, line.split("\t", -1).length, line));
    }

    @Test
    void infoSaysWhatLoadsIt() {
        var ran = Shell.run("models", "info", "silero-vad");
        assertEquals(Exit.OK, ran.status(), ran.err());
        assertTrue(ran.out().contains("licence  MIT"), ran.out());
        assertTrue(ran.out().contains("  voice-detector: " + Shell.home()), ran.out());
        assertTrue(Shell.run("models", "info", "vad").out().contains("comes with Antiphon"));
        assertEquals(Exit.USAGE, Shell.run("models", "info", "nonsense").status());
    }

    @Test
    void shippedModelsAreWhole() {
        var ran = Shell.run("models", "verify");
        assertEquals(Exit.OK, ran.status(), ran.out());
        assertTrue(ran.out().contains("vad\twhole\t"), ran.out());
        assertEquals(1, Shell.run("models", "verify", "vad").lines().size());
        assertEquals(Exit.USAGE, Shell.run("models", "verify", "nonsense").status());
    }

    @Test
    void nothingIsPulledWithoutConsent() {
        var ran = Shell.run("models", "pull", "silero-vad");
        assertEquals(Exit.USAGE, ran.status());
        assertTrue(ran.err().contains("--accept-licence if [MIT] is fine"), ran.err());
        assertFalse(Files.exists(Shell.home().resolve("models.d/silero-vad")));
    }

    @Test
    void modelThatNobodyVouchesForIsNotPulled() {
        var ran = Shell.run("models", "pull", "-y", "smart-turn");
        assertEquals(Exit.LOST, ran.status());
        assertTrue(ran.err().contains("nobody has published a checksum"), ran.err());
    }
}
