package io.antiphon.dialogue.tool.builtin;

import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.fault.EngineFailure;
import java.util.List;

/** The template's documents. */
@FunctionalInterface
public interface DocumentSearch {

    /** On the calling thread; ends early when it is cancelled. */
    Found find(String question, Cancellation cancellation);

    /** What came of it. */
    sealed interface Found {

        /** What is known about it, the best first; perhaps nothing. */
        record Passages(List<Passage> passages) implements Found {}

        /** It could not be looked up. */
        record Unavailable(EngineFailure failure) implements Found {}
    }

    /**
     * A piece of a document.
     *
     * @param source which document, and where in it
     */
    record Passage(String text, String source) {}
}
