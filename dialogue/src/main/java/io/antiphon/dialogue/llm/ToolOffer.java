package io.antiphon.dialogue.llm;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A tool that a model may ask for.
 *
 * @param name letters, digits, {@code _} and {@code -}, at most 64, as all protocols bear them
 * @param description for the model: what it does and when to use it
 * @param parameters a JSON Schema of type {@code object}; nobody changes it any more
 */
public record ToolOffer(String name, String description, JsonNode parameters) {

    public ToolOffer {
        if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException("a tool named " + name
                    + ", expected up to 64 letters, digits, _ and -");
        }
    }
}
