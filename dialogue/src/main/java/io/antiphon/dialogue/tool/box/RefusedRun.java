package io.antiphon.dialogue.tool.box;

import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolRun;

/** Over before it began. */
record RefusedRun(String problem) implements ToolRun {

    @Override
    public ToolResult await() {
        return new ToolResult.Refused(problem);
    }

    @Override
    public void cancel() {
        // Nothing waits here.
    }
}
