package io.antiphon.dialogue.tool.assembly;

import io.antiphon.dialogue.tool.box.Toolbox;
import java.util.List;

/** What became of a template's tools. */
public sealed interface Opening {

    /** Ready. Whoever asked closes it. */
    record Opened(Toolbox toolbox) implements Opening {}

    /** Something is missing. Nothing has been left open. */
    record Refused(List<Problem> problems) implements Opening {}

    /** What is missing for one tool. */
    record Problem(String tool, String message) {}
}
