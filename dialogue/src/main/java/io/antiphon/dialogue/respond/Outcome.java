package io.antiphon.dialogue.respond;

import io.antiphon.fault.EngineFailure;
import java.util.Optional;

/** How an answer ended. {@code tokens} counts those that the sink took, in every case. */
public sealed interface Outcome {

    int tokens();

    /**
     * All of it was given.
     *
     * @param insteadOf why the script stood in for the model, if it did
     */
    record Finished(int tokens, Optional<EngineFailure> insteadOf) implements Outcome {}

    /** Nobody wanted more of it. */
    record Stopped(int tokens) implements Outcome {}

    /** It broke off. */
    record Failed(int tokens, EngineFailure failure) implements Outcome {}
}
