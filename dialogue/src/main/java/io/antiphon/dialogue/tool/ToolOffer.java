package io.antiphon.dialogue.tool;

import com.fasterxml.jackson.databind.JsonNode;
import io.antiphon.dialogue.tool.spec.ToolSpec;

/**
 * A tool as a language model is told of it.
 *
 * @param schema JSON Schema of its arguments
 */
public record ToolOffer(String name, String description, JsonNode schema) {

    public static ToolOffer of(ToolSpec spec) {
        return new ToolOffer(spec.name(), spec.description(), spec.input().json());
    }
}
