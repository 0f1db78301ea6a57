package io.antiphon.dialogue.tool.assembly;

import io.antiphon.dialogue.tool.box.Toolbox;
import java.util.List;

/** What became of a template's tools. */
public sealed interface Opening {

    /**
     * Ready. Whoever asked closes it.
     *
     * @param off what is missing for tools that need not be there
     */
    record Opened(Toolbox toolbox, List<Problem> off) implements Opening {}

    /** Something is missing. Nothing has been left open. */
    record Refused(List<Problem> problems) implements Opening {}

    /** What is missing for one tool. */
    record Problem(String tool, String message) {}
}
