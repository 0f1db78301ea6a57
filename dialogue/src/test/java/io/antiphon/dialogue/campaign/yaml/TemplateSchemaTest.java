package io.antiphon.dialogue.campaign.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.dialogue.Agents;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published schema and the readers know the same keys. */
class TemplateSchemaTest {

    /** One of each group of keys, each with a key that nobody knows. */
    private static final String ALL_WRONG = """
            zzz: 1
            name: t
            opening: a
            home: a
            unclear: { say: S., go: a, zzz: 1 }
            silence: { say: S., go: a }
            fields: { f: { type: text, zzz: 1 } }
            intents: [ { id: i, phrases: p, go: a, zzz: 1 } ]
            business: { zzz: 1 }
            rules: [ { when: { open: true, zzz: 1 }, go: a, zzz: 1 } ]
            objections: [ { id: o, phrases: p, meet: m, zzz: 1 } ]
            outcomes: [ { outcome: o, when: { open: true }, zzz: 1 } ]
            agents: { x: { zzz: 1 } }
            budget: { zzz: 1 }
            stages:
              - id: a
                ask: Q?
                zzz: 1
                on: { zzz: 1 }
                choices: [ { phrases: p, go: a, zzz: 1 } ]
                enter: { when: { open: true }, otherwise: a, zzz: 1 }
              - id: b
                call: { tool: t, zzz: 1 }
                on: { done: a }
            """;

    private final JsonNode schema = read(Agents.schema());

    @ParameterizedTest
    @CsvSource({"zzz, ''", "unclear.zzz, $defs/patience", "fields.f.zzz, $defs/field",
            "intents[0].zzz, properties/intents/items",
            "business.zzz, properties/business", "rules[0].zzz, $defs/rule",
            "rules[0].when.zzz, $defs/condition",
            "objections[0].zzz, properties/objections/items",
            "outcomes[0].zzz, properties/outcomes/items",
            "agents.x.zzz, properties/agents/additionalProperties",
            "budget.zzz, properties/budget",
            "stages[0].zzz, $defs/stage", "stages[0].on.zzz, $defs/stage/properties/on",
            "stages[0].choices[0].zzz, $defs/stage/properties/choices/items",
            "stages[0].enter.zzz, $defs/gate", "stages[1].call.zzz, $defs/stage/properties/call"})
    void readersAndSchemaKnowTheSameKeys(String path, String at) {
        var node = at.isEmpty() ? schema : schema.at("/" + at);
        var inSchema = new TreeSet<String>();
        node.get("properties").fieldNames().forEachRemaining(inSchema::add);
        assertEquals(inSchema, new TreeSet<>(keys(path)));
    }

    /** What the reader says it would have expected there. */
    private static List<String> keys(String path) {
        var refused = (TemplateReading.Refused) TemplateReader.read("t.yaml", ALL_WRONG);
        var pattern = Pattern.compile(": " + Pattern.quote(path)
                + ": unknown key, expected one of ([^;]*)");
        var found = refused.problems()
                .stream()
                .map(problem -> pattern.matcher(problem.toString()))
                .filter(matcher -> matcher.find())
                .map(matcher -> matcher.group(1).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError(path + " in " + refused.describe()));
        return Arrays.asList(found.split(", "));
    }

    @Test
    void theSchemaNamesEveryReference() {
        schema.findValuesAsText("$ref")
                .forEach(reference -> assertEquals(false,
                        schema.at(reference.substring(1)).isMissingNode(), reference));
    }

    private static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
