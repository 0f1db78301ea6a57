package io.antiphon.dialogue.respond;

/** Takes the words of an answer as they come, on the thread that streams them. */
@FunctionalInterface
public interface Sink {

    /** Takes some more text, with its spaces. */
    Next token(String text);

    /** What a tool found before the words that follow, for whoever checks them. */
    default void learned(String found) {
        // Whoever speaks need not know.
    }

    /** Whether more is wanted. */
    enum Next {
        GO_ON,
        STOP
    }
}
