package io.antiphon.asr.decode;

/**
 * How likely it is that a word was said, from what the search knows of it: how much of the search has the
 * word, and how well the sound fits it.
 *
 * <p>The numbers were fitted to 700 words of voices that the recogniser was not trained on, half of them in
 * noise, with a quarter of the longer words taken out of the lexicon. Of the words with a confidence in one
 * tenth of the scale, about that share was right (mean difference 0.04).
 */
final class Confidence {

    private static final double LEAST_SHARE = 0.01;
    private static final double BIAS = 0.35;
    private static final double SLOPE = 0.8;
    /** A word that is so many nats a unit worse than the likeliest sounds is still a good fit. */
    private static final double GOOD_FIT = -0.5;
    private static final double DOUBT = 0.7;

    private Confidence() {}

    /**
     * Joins the two.
     *
     * @param share of the readings that have the word, from 0 to 1
     */
    static double of(Words word, double share) {
        double odds = Math.clamp(share, LEAST_SHARE, 1 - LEAST_SHARE);
        double agreed = 1 / (1 + Math.exp(-BIAS - SLOPE * Math.log(odds / (1 - odds))));
        return agreed * Math.exp(DOUBT * Math.min(0, word.fit() - GOOD_FIT));
    }
}
