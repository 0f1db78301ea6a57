package io.antiphon.dialogue.respond;

import io.antiphon.dialogue.llm.ToolCall;
import io.antiphon.fault.EngineFailure;
import java.util.List;
import java.util.Optional;

/** How an answer ended. {@code tokens} counts those that the sink took, in every case. */
public sealed interface Outcome {

    int tokens();

    /**
     * All of it was given.
     *
     * @param insteadOf why the script stood in for the model, if it did
     * @param asked what the model wants the conversation to do now, in that order
     */
    record Finished(int tokens, Optional<EngineFailure> insteadOf, List<ToolCall> asked)
            implements
                Outcome {

        public Finished {
            asked = List.copyOf(asked);
        }

        /** Nothing is to be done. */
        public Finished(int tokens, Optional<EngineFailure> insteadOf) {
            this(tokens, insteadOf, List.of());
        }
    }

    /** Nobody wanted more of it. */
    record Stopped(int tokens) implements Outcome {}

    /** It broke off. */
    record Failed(int tokens, EngineFailure failure) implements Outcome {}
}
