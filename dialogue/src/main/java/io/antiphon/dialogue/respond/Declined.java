package io.antiphon.dialogue.respond;

import io.antiphon.fault.EngineFailure;

/** An answer that fails before its first word, so that another responder is asked. */
public record Declined(EngineFailure failure) implements Response {

    @Override
    public Outcome stream(Sink sink) {
        return new Outcome.Failed(0, failure);
    }

    @Override
    public boolean isByModel() {
        return false;
    }

    @Override
    public void close() {}
}
