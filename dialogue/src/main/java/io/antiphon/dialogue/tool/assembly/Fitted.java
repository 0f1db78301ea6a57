package io.antiphon.dialogue.tool.assembly;

import io.antiphon.dialogue.tool.Tool;
import io.antiphon.dialogue.tool.spec.ToolSpec;

/** One specification made into a tool, or not. */
sealed interface Fitted {

    /** With what its server said of it. */
    record Ready(ToolSpec spec, Tool tool) implements Fitted {}

    record Unfit(String why) implements Fitted {}
}
