package io.antiphon.dialogue.respond;

/** One answer on its way. */
public interface Response extends AutoCloseable {

    /**
     * Streams the answer to the sink on the calling thread, until it ends, the sink wants no more, or
     * the response is closed. Once only.
     */
    Outcome stream(Sink sink);

    /** Whether a language model found the words that the sink has been given last. On the thread that streams. */
    boolean isByModel();

    /** Any thread, at any moment: the answer is no longer wanted. Ends a wait for the network at once. */
    @Override
    void close();
}
