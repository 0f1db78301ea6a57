package io.antiphon.asr.model;

import io.antiphon.fault.EngineFailure;

/** How the loading of a model ended. */
public sealed interface Loaded<T> {

    /** The model works: it has been tried on a moment of silence. Whoever loaded it closes it. */
    record Ready<T>(T model) implements Loaded<T> {}

    /** The model cannot be used; the failure says what was expected where. */
    record Refused<T>(EngineFailure failure) implements Loaded<T> {}

    /** Something that loads a model. */
    @FunctionalInterface
    interface Loading<T> {
        T load() throws ModelFault;
    }

    /** Turns the one way of failing inside engine packages into the value that crosses their border. */
    static <T> Loaded<T> of(String engine, Loading<T> loading) {
        try {
            return new Ready<>(loading.load());
        } catch (ModelFault fault) {
            return new Refused<>(new EngineFailure(fault.kind(), engine, fault.detail()));
        }
    }
}
