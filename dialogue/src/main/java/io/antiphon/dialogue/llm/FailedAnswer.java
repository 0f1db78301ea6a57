package io.antiphon.dialogue.llm;

import io.antiphon.fault.EngineFailure;

/** An answer that fails before its first word, without anybody having been asked. */
public record FailedAnswer(EngineFailure failure) implements ModelAnswer {

    @Override
    public ModelEnding stream(Listener listener) {
        return new ModelEnding.Failed(Usage.NONE, failure);
    }

    @Override
    public void close() {}
}
