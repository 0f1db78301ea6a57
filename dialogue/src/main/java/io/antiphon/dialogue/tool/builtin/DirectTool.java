package io.antiphon.dialogue.tool.builtin;

import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.dialogue.tool.Tool;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolResult.Cancelled;
import io.antiphon.dialogue.tool.ToolRun;
import java.util.function.BiFunction;

/** A tool that needs no connection of its own to be cut: it is over soon, or looks at its cancellation. */
record DirectTool(BiFunction<ToolCall, Cancellation, ToolResult> work, boolean heedsKeys)
        implements
            Tool {

    @Override
    public ToolRun begin(ToolCall call) {
        var cancellation = new Cancellation();
        return new ToolRun() {
            @Override
            public ToolResult await() {
                return cancellation.isCancelled()
                        ? new Cancelled(false)
                        : work.apply(call, cancellation);
            }

            @Override
            public void cancel() {
                cancellation.cancel();
            }
        };
    }
}
