package io.antiphon.cli.demo;

/** When the caller says a line. */
sealed interface Cue {

    /** Once the agent has spoken since the caller's last line, and has then been silent for so long. */
    record AfterAgent(long silentMs) implements Cue {}

    /**
     * While the agent speaks, so long after it began, or after the caller's last line ended if that was
     * later. If the agent is silent instead, for {@code patienceMs}, the cue has been missed.
     */
    record WhileAgent(long voicedMs, long patienceMs) implements Cue {}
}
