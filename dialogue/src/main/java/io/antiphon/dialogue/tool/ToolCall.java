package io.antiphon.dialogue.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.call.CallId;

/**
 * What is asked of a tool.
 *
 * @param key one for each decision, the same however often the decision is carried out
 * @param arguments read by many, changed by nobody
 */
public record ToolCall(String key, String tool, ObjectNode arguments, CallId call) {

    public ToolCall {
        if (key.isBlank()) {
            throw new IllegalArgumentException("a tool call needs a key");
        }
        arguments = arguments.deepCopy();
    }

    /** Without the arguments, which are the caller's words. */
    @Override
    public String toString() {
        return "ToolCall[" + tool + ", " + call + "]";
    }
}
