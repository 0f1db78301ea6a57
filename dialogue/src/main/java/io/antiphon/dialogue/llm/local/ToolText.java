package io.antiphon.dialogue.llm.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.ToolCall;
import io.antiphon.dialogue.llm.ToolOffer;
import io.antiphon.dialogue.llm.local.grammar.JsonSchema;
import io.antiphon.dialogue.llm.local.grammar.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tools as words, for a model that only reads and writes text: how it is told of them, what it said when it called one,
 * and what came of that. Where none are offered, messages stay as they are. {@link ToolMarks} reads its calls.
 */
record ToolText(List<ToolOffer> offers, boolean isBrief) {

    static final String CALL = "<tool_call>";
    static final String CALL_END = "</tool_call>";
    private static final String FOUND = "<tool_response>";
    private static final String FOUND_END = "</tool_response>";
    private static final String HOW = "Tools. To use one, write " + CALL
            + "{\"name\":\"NAME\",\"arguments\":{}}" + CALL_END + " and nothing behind it.";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param isBrief for a model that can read little */
    ToolText {
        offers = List.copyOf(offers);
    }

    /** The messages as such a model reads them. The first instruction tells of the tools. */
    List<Message> told(List<Message> messages) {
        if (offers.isEmpty()) {
            return messages;
        }
        var told = new ArrayList<Message>();
        boolean isTold = false;
        for (var message : messages) {
            if (message instanceof Message.Instruction(var text, _) && !isTold) {
                told.add(new Message.Instruction(text + "\n\n" + tools()));
                isTold = true;
            } else {
                told.add(written(message));
            }
        }
        if (!isTold) {
            told.addFirst(new Message.Instruction(tools()));
        }
        return told;
    }

    private static Message written(Message message) {
        return switch (message) {
            case Message.Instruction instruction -> instruction;
            case Message.Caller(var text) -> new Message.Caller(harmless(text));
            case Message.Agent(var text, var calls) -> new Message.Agent(text
                    + calls.stream().map(ToolText::written).collect(Collectors.joining()));
            case Message.ToolResult(var call, var text) ->
                new Message.ToolResult(call, FOUND + harmless(text) + FOUND_END);
        };
    }

    private static String written(ToolCall call) {
        return CALL + JSON.createObjectNode()
                .put("name", call.tool())
                .set("arguments", call.arguments()) + CALL_END;
    }

    /** The call of a tool, for an answer that has to be of a shape. Fails as {@link JsonSchema#read} does. */
    static Shape shape(ToolOffer offer) {
        return new Shape.InOrder(List.of(
                new Shape.Literal(CALL + "{\"name\":\"" + offer.name() + "\",\"arguments\":"),
                JsonSchema.read(offer.parameters()), new Shape.Literal("}" + CALL_END)));
    }

    /** Whoever writes a mark must neither have called a tool nor have ended what one found. */
    private static String harmless(String text) {
        return text.replace("<tool_", "< tool_").replace("</tool_", "< /tool_");
    }

    private String tools() {
        return HOW + offers.stream()
                .map(offer -> "\n" + (isBrief ? brief(offer) : whole(offer)))
                .collect(Collectors.joining());
    }

    private static String whole(ToolOffer offer) {
        return JSON.createObjectNode()
                .put("name", offer.name())
                .put("description", offer.description())
                .set("parameters", offer.parameters())
                .toString();
    }

    private static String brief(ToolOffer offer) {
        var required = new HashSet<String>();
        offer.parameters().path("required").forEach(name -> required.add(name.asText()));
        return offer.parameters()
                .path("properties")
                .properties()
                .stream()
                .map(each -> argument(each, required.contains(each.getKey())))
                .collect(Collectors.joining(", ", "- " + offer.name() + "(",
                        "): " + offer.description()));
    }

    private static String argument(Map.Entry<String, JsonNode> argument, boolean isRequired) {
        var choices = new ArrayList<String>();
        argument.getValue().path("enum").forEach(choice -> choices.add(choice.asText()));
        return argument.getKey() + (isRequired ? "" : "?")
                + (choices.isEmpty() ? "" : "=" + String.join("|", choices));
    }
}
