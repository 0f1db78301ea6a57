package io.antiphon.dialogue.llm;

import io.antiphon.fault.EngineFailure;
import java.util.List;

/** How an answer of a model ended, and what it took, in every case. */
public sealed interface ModelEnding {

    Usage usage();

    /**
     * The model said what it had to say.
     *
     * @param calls the tools that it wants run before it goes on; each is one that it was offered. Behind whoever runs
     *            them: what is left for the conversation to do
     */
    record Finished(Usage usage, List<ToolCall> calls) implements ModelEnding {

        public Finished {
            calls = List.copyOf(calls);
        }
    }

    /** It was not done, but had said as much as it may: its last sentence is probably half a one. */
    record CutShort(Usage usage) implements ModelEnding {}

    /** Nobody wanted more of it. */
    record Stopped(Usage usage) implements ModelEnding {}

    /** It did not begin, broke off, or is not what was asked for. */
    record Failed(Usage usage, EngineFailure failure) implements ModelEnding {}
}
