package io.antiphon.dialogue.llm.local.grammar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the part of JSON Schema that answers need: objects whose properties come in the order of the schema,
 * required or not, {@code enum}, {@code const}, strings with {@code maxLength} and some {@code format}s, integers,
 * booleans. What it does not know it refuses, so that no schema is obeyed by half. Writes no spaces.
 */
public final class JsonSchema {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_TEXT = 80;
    private static final int LONGEST_INTEGER = 9;
    private static final Shape DIGIT = new Shape.Letter('0', '9', "");
    private static final Set<String> KNOWN = Set.of("type", "properties", "required",
            "additionalProperties", "enum", "const", "maxLength", "minLength", "format", "title",
            "description");

    private JsonSchema() {}

    /** Fails with {@link IllegalArgumentException} that says what is not understood. */
    public static Shape read(String schema) {
        try {
            return shape(JSON.readTree(schema));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the schema is not JSON", e);
        }
    }

    /** Fails with {@link IllegalArgumentException} that says what is not understood. */
    public static Shape read(JsonNode schema) {
        return shape(schema);
    }

    private static Shape shape(JsonNode schema) {
        schema.fieldNames().forEachRemaining(key -> {
            if (!KNOWN.contains(key)) {
                throw new IllegalArgumentException("the schema says " + key
                        + ", which is not understood");
            }
        });
        if (schema.has("const")) {
            return literal(schema.get("const"));
        }
        if (schema.has("enum")) {
            var choices = new ArrayList<Shape>();
            schema.get("enum").forEach(value -> choices.add(literal(value)));
            return new Shape.OneOf(choices);
        }
        return switch (schema.path("type").asText()) {
            case "object" -> object(schema);
            case "string" -> text(schema);
            case "integer" -> new Shape.OneOf(List.of(new Shape.Literal("0"), integer()));
            case "boolean" -> new Shape.OneOf(
                    List.of(new Shape.Literal("true"), new Shape.Literal("false")));
            default -> throw new IllegalArgumentException(
                    "the schema has a type that is none of object, string, integer, boolean");
        };
    }

    private static Shape literal(JsonNode value) {
        return new Shape.Literal(value.toString());
    }

    private static Shape integer() {
        var minus = new Shape.Times(new Shape.Literal("-"), 0, 1);
        var more = new Shape.Times(DIGIT, 0, LONGEST_INTEGER - 1);
        return new Shape.InOrder(List.of(minus, new Shape.Letter('1', '9', ""), more));
    }

    private static Shape text(JsonNode schema) {
        int most = schema.path("maxLength").asInt(LONGEST_TEXT);
        int least = schema.path("minLength").asInt(0);
        var inside = switch (schema.path("format").asText("")) {
            case "" -> new Shape.Times(new Shape.Letter(' ', '~', "\"\\"), least, most);
            // Not in JSON Schema's list, but what telephone numbers and codes are made of.
            case "digits" -> new Shape.Times(DIGIT, Math.max(1, least), most);
            case "time" -> time();
            default -> throw new IllegalArgumentException(
                    "the schema has a format that is none of digits, time");
        };
        return new Shape.InOrder(List.of(new Shape.Literal("\""), inside, new Shape.Literal("\"")));
    }

    /** {@code 00:00} to {@code 23:59}. */
    private static Shape time() {
        var early = new Shape.InOrder(List.of(new Shape.Letter('0', '1', ""), DIGIT));
        var late = new Shape.InOrder(
                List.of(new Shape.Literal("2"), new Shape.Letter('0', '3', "")));
        return new Shape.InOrder(List.of(new Shape.OneOf(List.of(early, late)),
                new Shape.Literal(":"), new Shape.Letter('0', '5', ""), DIGIT));
    }

    private static Shape object(JsonNode schema) {
        var required = new HashSet<String>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        var properties = List.copyOf(schema.path("properties").properties());
        for (var name : required) {
            if (!schema.path("properties").has(name)) {
                throw new IllegalArgumentException("the schema requires " + name
                        + ", which is no property");
            }
        }
        Shape nothing = new Shape.InOrder(List.of());
        Shape behindComma = nothing;
        Shape atFirst = nothing;
        for (var property : properties.reversed()) {
            var pair = pair(property);
            var others = List.of(pair, behindComma);
            var with = new Shape.InOrder(List.of(new Shape.Literal(","), pair, behindComma));
            boolean must = required.contains(property.getKey());
            Shape first = new Shape.InOrder(others);
            atFirst = must ? first : new Shape.OneOf(List.of(first, atFirst));
            behindComma = must ? with : new Shape.OneOf(List.of(with, behindComma));
        }
        return new Shape.InOrder(List.of(new Shape.Literal("{"), atFirst, new Shape.Literal("}")));
    }

    private static Shape pair(Map.Entry<String, JsonNode> property) {
        var name = new Shape.Literal(JSON.getNodeFactory().textNode(property.getKey()) + ":");
        return new Shape.InOrder(List.of(name, shape(property.getValue())));
    }
}
