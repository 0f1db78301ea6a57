package io.antiphon.asr.decode;

/** How likely it is that a word was said, from what the search knows of it. */
final class Confidence {

    private Confidence() {}

    /**
     * Joins the two things that tell: how well the sound fits the word, and how much of the search has it.
     *
     * @param share of the readings that have the word, from 0 to 1
     */
    static double of(Words word, double share) {
        return Math.clamp(share * Math.exp(word.fit()), 0, 1);
    }
}
