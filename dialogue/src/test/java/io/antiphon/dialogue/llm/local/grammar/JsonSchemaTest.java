package io.antiphon.dialogue.llm.local.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaTest {

    private static final String SCHEMA = """
            {"type": "object", "required": ["a", "d"], "properties": {
              "a": {"enum": ["x", "y\\"z"]}, "b": {"type": "boolean"}, "c": {"type": "integer"},
              "d": {"type": "string", "maxLength": 3}, "e": {"type": "string", "format": "time"},
              "f": {"type": "string", "format": "digits", "maxLength": 4}}}""";

    private final Automaton automaton = Automaton.of(JsonSchema.read(SCHEMA));

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":\"x\",\"d\":\"\"}",
            "{\"a\":\"y\\\"z\",\"b\":true,\"d\":\"abc\"}",
            "{\"a\":\"x\",\"c\":-12,\"d\":\"a b\",\"e\":\"09:30\"}",
            "{\"a\":\"x\",\"b\":false,\"c\":0,\"d\":\"~\",\"e\":\"23:59\",\"f\":\"0123\"}"})
    void acceptsWhatTheSchemaDescribes(String text) {
        assertTrue(accepts(text), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"a\":\"x\"}", "{\"d\":\"\",\"a\":\"x\"}",
            "{\"a\":\"z\",\"d\":\"\"}", "{\"a\":\"x\",\"d\":\"abcd\"}",
            "{\"a\":\"x\",\"d\":\"\\\"\"}",
            "{\"a\":\"x\",\"c\":007,\"d\":\"\"}", "{\"a\":\"x\",\"d\":\"\",\"e\":\"24:00\"}",
            "{\"a\":\"x\",\"d\":\"\",\"f\":\"\"}", "{\"a\":\"x\",\"d\":\"é\"}",
            "{\"a\":\"x\",\"d\":\"\"} "})
    void refusesEverythingElse(String text) {
        assertFalse(accepts(text), text);
    }

    @Test
    void knowsHowMuchIsMissing() {
        assertEquals("{\"a\":\"x\",\"d\":\"\"}".length(), automaton.missing(automaton.start()));
        int state = automaton.after(automaton.start(), bytes("{\"a\":\"x\",\"d\":\"ab"));
        assertEquals(2, automaton.missing(state));
    }

    @Test
    void objectWithoutPropertiesIsEmpty() {
        var empty = Automaton.of(JsonSchema.read("{\"type\": \"object\"}"));
        assertTrue(empty.accepts(bytes("{}")));
        assertFalse(empty.accepts(bytes("{\"a\":1}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"type\": \"array\"}", "{\"anyOf\": []}", "{\"enum\": []}",
            "{\"type\": \"string\", \"pattern\": \"a+\"}", "{\"const\": \"é\"}",
            "{\"type\": \"object\", \"required\": [\"a\"]}",
            "{\"type\": \"string\", \"format\": \"e-mail\"}"})
    void refusesSchemasThatItWouldObeyByHalf(String schema) {
        assertThrows(IllegalArgumentException.class, () -> JsonSchema.read(schema));
    }

    @Test
    void isWrittenForLlama() {
        String written = Gbnf.of(JsonSchema.read(
                "{\"type\": \"object\", \"properties\": {\"a\": {\"enum\": [1, 2]}}}"));
        assertEquals("""
                root ::= "{" r0 "}"
                r1 ::= "1" | "2"
                r0 ::= "\\"a\\":" r1 "" | ""
                """, written);
    }

    private boolean accepts(String text) {
        return automaton.accepts(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
