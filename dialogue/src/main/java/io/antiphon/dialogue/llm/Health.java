package io.antiphon.dialogue.llm;

import io.antiphon.fault.EngineFailure;

/** Whether a model could answer. */
public sealed interface Health {

    /** It could. */
    record Well() implements Health {}

    /** It could not, and why. */
    record Unwell(EngineFailure failure) implements Health {}
}
