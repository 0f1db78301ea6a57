package io.antiphon.asr.decode;

/**
 * How sounds or letters become words.
 *
 * @param languageWeight how much the likelihood of word sequences counts against the sound
 * @param wordBonus what a word earns, in nats, so that few long words do not always beat many short ones
 * @param beam how many readings are kept from frame to frame
 * @param margin a reading so many nats less likely than the best one is dropped
 * @param leastLogProb a unit less likely than this is not followed
 * @param unknownWordPenalty what it costs, in nats, to leave the lexicon for a word
 * @param unknownUnitPenalty what each unit costs there on average; rarer sequels of sounds cost more
 * @param blankPenalty what a frame in which the network names nothing costs, in nats; networks of this kind
 *            are too fond of it
 */
public record CtcSettings(double languageWeight, double wordBonus, int beam, double margin,
        double leastLogProb, double unknownWordPenalty, double unknownUnitPenalty,
        double blankPenalty) {

    /** For networks that name letters. */
    public static final CtcSettings LETTERS = new CtcSettings(0.7, 1.2, 64, 18, -9, 8, 1, 0);

    /** For networks that name sounds. */
    public static final CtcSettings SOUNDS = new CtcSettings(1.15, 0, 260, 20, -10,
            11, 2.5, 2);

    public CtcSettings {
        if (beam < 1 || beam > 10_000 || !(margin > 0)) {
            throw new IllegalArgumentException(
                    "a beam of 1 to 10000 and a margin above 0, not " + beam + " and " + margin);
        }
        if (languageWeight < 0 || leastLogProb >= 0 || unknownWordPenalty < 0
                || unknownUnitPenalty < 0) {
            throw new IllegalArgumentException(
                    "weight and penalties are not negative, a log-probability is: " + languageWeight
                            + ", " + unknownWordPenalty + ", " + unknownUnitPenalty + ", "
                            + leastLogProb);
        }
    }
}
