package io.antiphon.dialogue.llm;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a model wants run. Its tool was offered and its arguments are a JSON object; whether they are what the tool's
 * schema says has still to be seen.
 *
 * @param id by which the result is given back
 */
public record ToolCall(String id, String tool, JsonNode arguments) {}
