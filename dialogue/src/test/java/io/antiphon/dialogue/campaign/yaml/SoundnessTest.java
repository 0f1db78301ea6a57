package io.antiphon.dialogue.campaign.yaml;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.yaml.YamlProblem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoundnessTest {

    private static final String SOUND = """
            name: tiny
            opening: ask
            home: ask
            fields:
              day: { type: day, required: true }
            unclear: { say: Sorry., go: bye }
            silence: { say: Hello., go: bye }
            stages:
              - id: ask
                ask: Which day?
                collects: [day]
                on: { filled: check }
              - id: check
                ask: On {day}?
                expects: yes-no
                on: { yes: bye, no: ask }
              - id: bye
                say: Goodbye!
                end: hang-up
            """;

    @Test
    void nothingIsFoundWhereNothingIsWrong() {
        assertEquals("", warnings(SOUND));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            filled: check | filled: bye | t.yaml:13:5: stages.check: no way leads to this stage
            `collects: [day]\n    on: { filled: check }` | `expects: open\n    on: { unclear: check }` | t.yaml:5:8: fields.day: is required, and no stage that can be reached asks for it
            `type: day, required: true` | `type: day }\n  note: { type: text` | t.yaml:6:9: fields.note: nothing ever fills this field
            `type: day, required: true }` | `type: day }\n  note: { type: text }\nheaders: { X-Note: "{note}" }` | t.yaml:7:20: headers.X-Note: mentions {note}, which nothing ever fills; the line will never be said
            """)
    void whatCannotWorkIsShownWhereItIs(String right, String wrong, String warning) {
        String yaml = SOUND.replace(right.replace("\\n", "\n"), wrong.replace("\\n", "\n"));
        assertTrue(warnings(yaml).contains(warning), () -> warnings(yaml) + "\n" + yaml);
    }

    @Test
    void theTemplatesThatComeWithAntiphonAreSound() {
        for (var agent : Agents.BUILT_IN) {
            var inspection = Agents.inspect(agent);
            assertInstanceOf(TemplateReading.Accepted.class, inspection.reading(), agent);
            assertEquals(List.of(), inspection.warnings());
        }
    }

    private static String warnings(String yaml) {
        var inspection = TemplateReader.inspect("t.yaml", yaml);
        if (inspection.reading() instanceof TemplateReading.Refused refused) {
            throw new AssertionError(refused.describe());
        }
        return inspection.warnings().stream().map(YamlProblem::toString).collect(joining("\n"));
    }
}
