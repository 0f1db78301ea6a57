package io.antiphon.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.yaml.TemplateReader;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The voices of a server, spoken by a real program. */
class SpeakersTest {

    private static final List<String> USUAL = List.of("flite:slt");

    @BeforeEach
    void needsFlite() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/flite")),
                "skipped, because flite is not installed");
    }

    @Test
    void anAgentHasTheVoiceThatItsTemplateNames() throws Exception {
        try (var speakers = Speakers.open(USUAL,
                Map.of("one", template("default"), "other", template("flite:kal16")))) {
            assertEquals("flite:slt", speakers.voice().name());
            assertEquals(List.of("other"), List.copyOf(speakers.own().keySet()));
            assertEquals("flite:kal16", name(speakers, "other"));
            assertEquals(List.of(), speakers.warnings());
        }
    }

    @Test
    void whereItDoesNotSpeakThatOfTheHouseDoes() throws Exception {
        try (var speakers = Speakers.open(USUAL, Map.of("other", template("flite:nobody")))) {
            assertEquals("flite:slt", name(speakers, "other"));
            var warning = speakers.warnings().getFirst();
            assertTrue(warning.startsWith("agent other: flite:nobody: "), warning);
        }
    }

    @Test
    void aServerWithoutAVoiceDoesNotStart() {
        var refused = assertThrows(CannotStart.class,
                () -> Speakers.open(List.of("flite:nobody"), Map.of()));
        assertTrue(String.valueOf(refused.getMessage()).contains("no voice speaks"),
                refused.getMessage());
    }

    private static String name(Speakers speakers, String agent) {
        return speakers.own().getOrDefault(agent, speakers.voice()).name();
    }

    private static CampaignTemplate template(String voice) {
        return switch (TemplateReader.read("t.yaml", """
                name: t
                voice: %s
                opening: a
                home: a
                unclear: { say: Sorry., go: b }
                silence: { say: Hello., go: b }
                stages:
                  - { id: a, ask: How can I help }
                  - { id: b, say: Goodbye., end: hang-up }
                """.formatted(voice))) {
            case TemplateReading.Accepted(var template) -> template;
            case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
        };
    }
}
