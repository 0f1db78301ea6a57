package io.antiphon.media.floor;

/** What may cut an utterance of the agent short. */
public enum Interruption {

    /** Words, a digit, or a voice that simply goes on. */
    ANY,

    /** Words or a digit; a voice without words only holds the agent. */
    WORDS,

    /** A digit; whatever the caller says meanwhile is answered afterwards. */
    DIGITS,

    /** Nothing; whatever the caller says meanwhile is answered afterwards. */
    NONE;

    boolean byVoice() {
        return this == ANY;
    }

    boolean byWords() {
        return this == ANY || this == WORDS;
    }

    boolean byDigit() {
        return this != NONE;
    }
}
