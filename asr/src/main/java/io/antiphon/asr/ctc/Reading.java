package io.antiphon.asr.ctc;

import org.jspecify.annotations.Nullable;

/**
 * One way to read the frames so far: whole words, and the letters of one that has begun. Reused from frame
 * to frame by its {@link BeamSearch}.
 */
final class Reading {

    static final double NEVER = Double.NEGATIVE_INFINITY;

    /** The same for two readings that the future treats alike. */
    long key;
    @Nullable
    Words words;
    int node;
    /** The letters where the lexicon was left, and no letters elsewhere. */
    @Nullable
    Letters letters;
    /** How many letters the word has that has begun. */
    int count;
    int lastLetter;

    /** Log-probability of the frames, ending with blank. */
    double blank;
    /** Log-probability of the frames, ending with the last letter. */
    double letter;
    /** What the words are worth. */
    double score;

    int firstFrame;
    int lastFrame;
    /** How well the sound was matched when the word began. */
    double matchBefore;
    /** What the likeliest way alone was worth, of those that led here in this frame. */
    double strongest;

    void copyFrom(Reading other) {
        copyPath(other);
        key = other.key;
        blank = other.blank;
        letter = other.letter;
        strongest = other.strongest;
    }

    /** Everything but the probabilities. */
    void copyPath(Reading other) {
        words = other.words;
        node = other.node;
        letters = other.letters;
        count = other.count;
        lastLetter = other.lastLetter;
        score = other.score;
        firstFrame = other.firstFrame;
        lastFrame = other.lastFrame;
        matchBefore = other.matchBefore;
    }

    double sound() {
        return added(blank, letter);
    }

    double total() {
        return sound() + score;
    }

    Words wholeWords() {
        if (words == null) {
            throw new IllegalStateException("a reading that was never filled");
        }
        return words;
    }

    /** log(exp(a) + exp(b)) */
    static double added(double a, double b) {
        double greater = Math.max(a, b);
        double less = Math.min(a, b);
        // Beyond 30 nats the sum does not differ from the greater in any digit that matters.
        return less < greater - 30 ? greater : greater + Math.log1p(Math.exp(less - greater));
    }
}
