package io.antiphon.dialogue.llm;

/** One answer of a model on its way. */
public interface ModelAnswer extends AutoCloseable {

    /**
     * Streams the answer on the calling thread until it ends, the listener wants no more, or the answer is closed.
     * Once only.
     */
    ModelEnding stream(Listener listener);

    /**
     * Any thread, at any moment, also twice: the answer is no longer wanted. Ends a wait at once, and reaches whoever
     * words the answer: a server sees its connection closed.
     */
    @Override
    void close();

    /** Takes the text of an answer as it comes, on the thread that streams it. What a model only thinks is no text. */
    @FunctionalInterface
    interface Listener {

        /** Takes some more text, with its spaces, never a part of a letter. */
        Next text(String piece);

        /** What a tool found, of which the model was told before it went on. */
        default void learned(String found) {
            // Whoever only streams need not know.
        }
    }

    /** Whether more is wanted. */
    enum Next {
        GO_ON,
        STOP
    }
}
