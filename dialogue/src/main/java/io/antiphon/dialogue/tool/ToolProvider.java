package io.antiphon.dialogue.tool;

import io.antiphon.dialogue.tool.spec.ToolSpec;

/** Java's way to bring a tool: found by {@link java.util.ServiceLoader}, named in a template by {@code java}. */
public interface ToolProvider {

    /** What templates call it. */
    String name();

    /** The tool for a template; once for each that names it. */
    Tool open(ToolSpec spec);
}
