package io.antiphon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.cli.terminal.Trouble;
import io.antiphon.server.config.Defaults;
import io.antiphon.server.config.ServerConfig.Engines;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class EngineOptionsTest {

    private static final Engines USUAL = Defaults.with(Path.of("models")).engines();

    @Test
    void withoutOptionsNothingChanges() {
        assertEquals(USUAL, options().chosen(USUAL));
        assertFalse(options().hasLanguageModel());
    }

    @Test
    void eachOptionChangesOneEngine() {
        var engines = options("--ears", USUAL.recogniser(), "--voice", "flite:awb", "--lm", "djl")
                .chosen(USUAL);
        assertEquals(USUAL.recogniser(), engines.recogniser());
        assertEquals(List.of("flite:awb"), engines.voices());
        assertEquals("djl", engines.responder().engine());
        assertEquals(USUAL.voiceDetectorModel(), engines.voiceDetectorModel());
        assertTrue(options("--lm", "llama").hasLanguageModel());
    }

    @Test
    void noneIsTheScript() {
        assertEquals("scripted",
                options("--lm", "none").chosen(USUAL).responder().engine());
        assertFalse(options("--lm", "none").hasLanguageModel());
    }

    @Test
    void whatIsNotKnownIsSaidSo() {
        assertThrows(Trouble.class, () -> options("--ears", "whisper").chosen(USUAL));
        assertThrows(Trouble.class, () -> options("--lm", "gpt").chosen(USUAL));
    }

    private static EngineOptions options(String... args) {
        System.setProperty("antiphon.home", Shell.home().toString());
        return CommandLine.populateCommand(new EngineOptions(), args);
    }
}
