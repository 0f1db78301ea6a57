package io.antiphon.dialogue.tool.builtin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.dialogue.tool.Deeds;
import io.antiphon.dialogue.tool.Tool;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolResult.Done;
import io.antiphon.dialogue.tool.ToolResult.Failed;
import io.antiphon.dialogue.tool.ledger.Ledger;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.time.WallClock;
import java.io.IOException;

/** Tickets and callbacks: written down first, told to others then. */
public record NoteTool(Ledger ledger, Notice notice, WallClock clock) {

    public Tool tool() {
        return new DirectTool(this::note, true);
    }

    private ToolResult note(ToolCall call, Cancellation cancellation) {
        String id = Deeds.id(call);
        var note = JsonNodeFactory.instance.objectNode()
                .put("at", clock.now().toString())
                .put("call", call.call().value())
                .put("tool", call.tool());
        note.setAll(call.arguments());
        try {
            ledger.append(id, note);
        } catch (IOException e) {
            return new Failed(new EngineFailure(Kind.BROKEN, "tool " + call.tool(),
                    "the note could not be written to the disk"), false);
        }
        boolean told = notice.tell(id, note, cancellation);
        return new Done(
                JsonNodeFactory.instance.objectNode().put("id", id).put("told", told));
    }
}
