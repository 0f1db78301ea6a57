package io.antiphon.asr.ctc;

/**
 * How letters become words.
 *
 * @param languageWeight how much the word bigram counts against the sound
 * @param wordBonus what a word earns, in nats, so that few long words do not always beat many short ones
 * @param beam how many readings are kept from frame to frame
 * @param leastLogProb a letter less likely than this is not followed
 * @param unknownWordPenalty what it costs, in nats, to leave the lexicon and spell a word as it sounds
 */
public record CtcSettings(double languageWeight, double wordBonus, int beam, double leastLogProb,
        double unknownWordPenalty) {

    public static final CtcSettings USUAL = new CtcSettings(0.6, 0.4, 32, -9, 7);

    public CtcSettings {
        if (beam < 1 || beam > 1_000) {
            throw new IllegalArgumentException("a beam of 1 to 1000, not " + beam);
        }
        if (languageWeight < 0 || leastLogProb >= 0 || unknownWordPenalty < 0) {
            throw new IllegalArgumentException(
                    "weight and penalty are not negative, a log-probability is: " + languageWeight
                            + ", " + unknownWordPenalty + ", " + leastLogProb);
        }
    }
}
