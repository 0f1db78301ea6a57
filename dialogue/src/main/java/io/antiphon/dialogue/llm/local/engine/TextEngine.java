package io.antiphon.dialogue.llm.local.engine;

/**
 * A language model in this process. Made, used and closed by one thread, its owner, which is a platform thread:
 * the native libraries keep settings per thread, and pin a virtual thread's carrier.
 */
public interface TextEngine extends AutoCloseable {

    /** What reports call it. */
    String name();

    /** Words an answer on the calling thread, and hands over each piece of text as soon as it exists. */
    Ending generate(Request request, Listener listener);

    @Override
    void close();

    /** Whoever wants the answer. */
    interface Listener {

        /** Takes some more text, never a part of a letter. */
        void hear(String text);

        /** Whether more is wanted; asked before each token, and in between while a long prompt is read. */
        boolean wantsMore();
    }
}
