package io.antiphon.dialogue.tool.builtin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.antiphon.dialogue.tool.Tool;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolResult.Cancelled;
import io.antiphon.dialogue.tool.ToolResult.Done;
import io.antiphon.dialogue.tool.ToolResult.Failed;
import io.antiphon.dialogue.tool.builtin.DocumentSearch.Found;
import io.antiphon.dialogue.tool.builtin.DocumentSearch.Passage;
import java.util.List;

/** Asks the template's documents. */
public record SearchTool(DocumentSearch documents) {

    public Tool tool() {
        return new DirectTool((call, cancellation) -> {
            var found = documents.find(call.arguments().path("question").asText(), cancellation);
            return cancellation.isCancelled() ? new Cancelled(false) : result(found);
        }, true);
    }

    private static ToolResult result(Found found) {
        return switch (found) {
            case Found.Unavailable(var failure) -> new Failed(failure, false);
            case Found.Passages(var passages) -> done(passages);
        };
    }

    private static ToolResult done(List<Passage> passages) {
        var answer = JsonNodeFactory.instance.objectNode();
        var array = answer.putArray("passages");
        passages.forEach(each -> array.addObject()
                .put("text", each.text())
                .put("source", each.source()));
        return new Done(answer);
    }
}
