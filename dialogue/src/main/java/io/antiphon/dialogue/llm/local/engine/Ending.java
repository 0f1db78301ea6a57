package io.antiphon.dialogue.llm.local.engine;

import io.antiphon.fault.EngineFailure;

/** How an answer ended, and what it took. */
public sealed interface Ending {

    Counts counts();

    /** The model had no more to say, or had said as much as it may. */
    record Complete(Counts counts) implements Ending {}

    /** Nobody wanted more of it. */
    record Stopped(Counts counts) implements Ending {}

    /** It took too long, or the engine failed. */
    record Failed(Counts counts, EngineFailure failure) implements Ending {}

    /**
     * What an answer took.
     *
     * @param promptTokens in what was to be answered
     * @param reusedTokens of these, the ones that an earlier answer had read already
     * @param generatedTokens in the answer
     * @param firstTokenNs from the beginning to the first token of the answer; 0 if none came
     */
    record Counts(int promptTokens, int reusedTokens, int generatedTokens, long firstTokenNs) {

        public static final Counts NONE = new Counts(0, 0, 0, 0);
    }
}
