package io.antiphon.dialogue.embed;

/**
 * Makes a vector of a sentence, so that sentences of like meaning have vectors of like direction. Any thread; the work
 * is done on the calling one, without waiting for anything, in some milliseconds: not for event loops.
 */
public interface SentenceEmbedder {

    /** How many numbers a vector has. */
    int dimensions();

    /**
     * The direction of a sentence: a vector of length 1, the caller's to keep. What is too long to be read is read
     * as far as it goes. A text without a word has a direction, too, but it means nothing.
     */
    float[] embed(String text);
}
