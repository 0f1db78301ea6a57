package io.antiphon.dialogue.tool.assembly;

import io.antiphon.dialogue.tool.Tool;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolProvider;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolRun;
import io.antiphon.dialogue.tool.spec.ToolSpec;

/** A Java tool as somebody else would bring it. */
public final class EchoProvider implements ToolProvider {

    @Override
    public String name() {
        return "test-echo";
    }

    @Override
    public Tool open(ToolSpec spec) {
        return Echo::new;
    }

    /** Answers with what it was told. */
    private record Echo(ToolCall call) implements ToolRun {

        @Override
        public ToolResult await() {
            return new ToolResult.Done(call.arguments().path("text"));
        }

        @Override
        public void cancel() {
            // It does not take long enough.
        }
    }
}
