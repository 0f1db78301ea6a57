package io.antiphon.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.yaml.TemplateReader;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.server.config.ConfigReader;
import io.antiphon.server.config.ConfigReader.Reading;
import io.antiphon.server.config.Defaults;
import io.antiphon.server.config.ServerConfig;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgencyTest {

    private static final String MODELS = """
            models:
              providers:
                - { name: small, kind: openai, url: "http://127.0.0.1:1", model: m }
                - { name: large, kind: openai, url: "http://127.0.0.1:1", model: m }
              routes: { summarise: { providers: [large] } }
            """;

    @ParameterizedTest
    @ValueSource(strings = {"small", "large", "summarise"})
    void anAgentOfATemplateMayHaveAModelOfItsOwn(String name) throws Exception {
        try (var agency = Agency.alone(config(MODELS), template(name))) {
            assertEquals(Set.of("desk"), agency.agents().keySet());
        }
    }

    @Test
    void aModelThatThereIsNotKeepsTheServerFromStarting() {
        var problem = assertThrows(CannotStart.class,
                () -> Agency.alone(config(MODELS), template("huge")));
        assertEquals("agent desk, agents.clerk.model: found \"huge\", expected one of"
                + " [large, small, summarise], the providers and routes of \"models\"",
                problem.getMessage());
    }

    @Test
    void withoutModelsNobodyIsAskedByWhateverName() throws Exception {
        try (var agency = Agency.alone(config("agents: { default: front-desk }\n"),
                template("huge"))) {
            assertEquals(Set.of("desk"), agency.agents().keySet());
        }
    }

    private static ServerConfig config(String yaml) {
        return switch (ConfigReader.read("antiphon.yaml", yaml, Path.of("."),
                Defaults.with(Path.of("models")))) {
            case Reading.Accepted(var config) -> config;
            case Reading.Refused(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private static CampaignTemplate template(String model) {
        return switch (TemplateReader.read("t.yaml", """
                name: desk
                opening: a
                home: a
                agents: { clerk: { model: %s } }
                unclear: { say: Sorry., go: a }
                silence: { say: Hello., go: a }
                stages: [{ id: a, agent: clerk, ask: "What is it?" }]
                """.formatted(model))) {
            case TemplateReading.Accepted(var template) -> template;
            case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
        };
    }
}
