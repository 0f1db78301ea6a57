package io.antiphon.dialogue.llm.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.dialogue.llm.Message;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A conversation as Anthropic wants it: instructions apart, the first word the user's, and the two sides in turns.
 */
final class AnthropicMessages {

    private static final String USER = "user";

    private AnthropicMessages() {}

    static void write(List<Message> messages, ObjectNode body) {
        String instructions = messages.stream()
                .filter(Message.Instruction.class::isInstance)
                .map(Message::text)
                .collect(Collectors.joining("\n"));
        if (!instructions.isBlank()) {
            body.put("system", instructions);
        }
        var turns = body.putArray("messages");
        messages.forEach(message -> write(message, turns));
        if (turns.isEmpty()) {
            // Without any turn there is nothing to answer, and the server would refuse.
            text(turns, USER, "(The call begins.)");
        }
    }

    private static void write(Message message, ArrayNode turns) {
        switch (message) {
            case Message.Instruction _ -> {
                // It stands above.
            }
            case Message.Caller(var text) -> text(turns, USER, text);
            case Message.Agent(var text, var calls) -> {
                if (turns.isEmpty()) {
                    text(turns, USER, "(The call begins.)");
                }
                text(turns, "assistant", text);
                calls.forEach(call -> turn(turns, "assistant").addObject()
                        .put("type", "tool_use")
                        .put("id", call.id())
                        .put("name", call.tool())
                        .set("input", call.arguments()));
            }
            case Message.ToolResult(var call, var text) -> turn(turns, USER).addObject()
                    .put("type", "tool_result")
                    .put("tool_use_id", call.id())
                    .put("content", text);
        }
    }

    /** Blank text is refused, and so is white space at the end of what the agent said last. */
    private static void text(ArrayNode turns, String side, String text) {
        if (!text.isBlank()) {
            turn(turns, side).addObject().put("type", "text").put("text", text.strip());
        }
    }

    /** The blocks of the last turn if it is of this side, else of a new one. */
    private static ArrayNode turn(ArrayNode turns, String side) {
        var last = turns.path(turns.size() - 1);
        return last.path("role").asText().equals(side)
                ? (ArrayNode) last.path("content")
                : turns.addObject().put("role", side).putArray("content");
    }
}
