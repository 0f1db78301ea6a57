package io.antiphon.dialogue.tool.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.dialogue.tool.Tool;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolResult.Done;
import io.antiphon.dialogue.tool.ToolResult.Failed;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import java.io.IOException;
import java.util.Locale;

/**
 * Finds the record of a caller. All arguments must match, without regard to case, blanks, and what stands between
 * the digits of a number. Where several match no record is given, for it might be somebody else's.
 */
public record LookupTool(Records records) {

    public Tool tool() {
        return new DirectTool(this::lookUp, true);
    }

    private ToolResult lookUp(ToolCall call, Cancellation cancellation) {
        try {
            var found = records.all()
                    .stream()
                    .filter(record -> matches(record, call.arguments()))
                    .toList();
            var answer = JsonNodeFactory.instance.objectNode().put("matches", found.size());
            if (found.size() == 1) {
                answer.set("record", found.getFirst());
            }
            return new Done(answer);
        } catch (IOException e) {
            return new Failed(new EngineFailure(Kind.BROKEN, "tool " + call.tool(),
                    "the records cannot be read"), false);
        }
    }

    private static boolean matches(JsonNode record, ObjectNode arguments) {
        return arguments.properties()
                .stream()
                .allMatch(each -> plain(record.path(each.getKey()).asText(""))
                        .equals(plain(each.getValue().asText())));
    }

    private static String plain(String text) {
        String lower = text.toLowerCase(Locale.ROOT).strip();
        String digits = lower.replaceAll("[\\s()/.+-]", "");
        return digits.matches("[0-9]+")
                ? digits.replaceFirst("^00", "")
                : lower.replaceAll("\\s+", " ");
    }
}
