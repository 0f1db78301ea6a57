package io.antiphon.asr.ctc;

/**
 * How letters become words.
 *
 * @param languageWeight how much the word bigram counts against the sound
 * @param wordBonus what a word earns, in nats, so that few long words do not always beat many short ones
 * @param beam how many readings are kept from frame to frame
 * @param leastLogProb a letter less likely than this is not followed
 * @param unknownWordPenalty what it costs, in nats, to leave the lexicon and spell a word as it sounds
 * @param unknownLetterPenalty what each letter costs there
 */
public record CtcSettings(double languageWeight, double wordBonus, int beam, double leastLogProb,
        double unknownWordPenalty, double unknownLetterPenalty) {

    public static final CtcSettings USUAL = new CtcSettings(0.7, 1.2, 64, -9, 8, 2);

    public CtcSettings {
        if (beam < 1 || beam > 1_000) {
            throw new IllegalArgumentException("a beam of 1 to 1000, not " + beam);
        }
        if (languageWeight < 0 || leastLogProb >= 0 || unknownWordPenalty < 0
                || unknownLetterPenalty < 0) {
            throw new IllegalArgumentException(
                    "weight and penalties are not negative, a log-probability is: " + languageWeight
                            + ", " + unknownWordPenalty + ", " + unknownLetterPenalty + ", "
                            + leastLogProb);
        }
    }
}
