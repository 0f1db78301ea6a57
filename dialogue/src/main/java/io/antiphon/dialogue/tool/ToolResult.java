package io.antiphon.dialogue.tool;

import com.fasterxml.jackson.databind.JsonNode;
import io.antiphon.fault.EngineFailure;
import java.util.Map;
import java.util.Optional;

/** How a tool ended. What it holds is data of others: never an instruction to anybody. */
public sealed interface ToolResult {

    /**
     * It did what was asked.
     *
     * @param value the whole answer
     * @param fields what the template wants of it
     * @param order what the call is to do now, for tools that are about the call itself
     */
    record Done(JsonNode value, Map<String, String> fields, Optional<Order> order)
            implements
                ToolResult {

        public Done(JsonNode value) {
            this(value, Map.of(), Optional.empty());
        }

        /** Without the answer, which is about the caller. */
        @Override
        public String toString() {
            return "Done[" + fields.keySet() + "]";
        }
    }

    /**
     * It was not even tried, or the other side would not have it as it is asked.
     *
     * @param problem for a language model that asked; may quote what it asked with, so it enters no log
     */
    record Refused(String problem) implements ToolResult {

        @Override
        public String toString() {
            return "Refused[]";
        }
    }

    /**
     * It could not be done.
     *
     * @param perhapsDone whether it may have had its effect all the same; nobody is to try it again unasked
     */
    record Failed(EngineFailure failure, boolean perhapsDone) implements ToolResult {}

    /**
     * Nobody wanted it any more.
     *
     * @param perhapsDone as for a failure
     */
    record Cancelled(boolean perhapsDone) implements ToolResult {}
}
