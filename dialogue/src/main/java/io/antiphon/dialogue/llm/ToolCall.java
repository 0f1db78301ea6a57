package io.antiphon.dialogue.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * What a model wants run. Its tool was offered and its arguments are a JSON object; whether they are what the tool's
 * schema says has still to be seen.
 *
 * @param id by which the result is given back
 */
public record ToolCall(String id, String tool, JsonNode arguments) {

    /** Its arguments that are values, as text. */
    public Map<String, String> texts() {
        var texts = new HashMap<String, String>();
        arguments.properties()
                .stream()
                .filter(each -> each.getValue().isValueNode())
                .forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
        return Map.copyOf(texts);
    }

    /** Whether the same is wanted. */
    public boolean isSameAs(ToolCall other) {
        return tool.equals(other.tool) && arguments.equals(other.arguments);
    }
}
