package io.antiphon.asr.decode;

import org.jspecify.annotations.Nullable;

/**
 * One way to read the frames so far: whole words, and the beginning of another. Reused from frame to frame
 * by its {@link BeamSearch}.
 */
final class Reading {

    static final double NEVER = Double.NEGATIVE_INFINITY;

    /** Instead of a node of the lexicon: in a word that the lexicon lacks. */
    static final int UNKNOWN = -2;
    /** Behind the mark at the end of such a word. */
    static final int UNKNOWN_ENDED = -3;

    /** The same for two readings that the future treats alike. */
    long key;
    @Nullable
    Words words;
    /** The words that matter for what follows, see {@link io.antiphon.asr.language.NGrams}. */
    long context;
    /** State of the expected phrases. */
    int phrase;
    int node;
    /** Letters of a word that the lexicon lacks, where words are spelled. */
    @Nullable
    Letters letters;
    /** How many units the word has that has begun. */
    int count;
    int lastUnit;

    /** Log-probability of the frames and the words together, ending with blank. */
    double blank;
    /** The same, ending with the last unit. */
    double unit;
    /** What of that is the words' share. */
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
        unit = other.unit;
        strongest = other.strongest;
    }

    /** Everything but the probabilities. */
    void copyPath(Reading other) {
        words = other.words;
        context = other.context;
        phrase = other.phrase;
        node = other.node;
        letters = other.letters;
        count = other.count;
        lastUnit = other.lastUnit;
        score = other.score;
        firstFrame = other.firstFrame;
        lastFrame = other.lastFrame;
        matchBefore = other.matchBefore;
    }

    /** Adds what words are worth. */
    void earn(double nats) {
        score += nats;
        blank += nats;
        unit += nats;
    }

    double total() {
        return added(blank, unit);
    }

    double sound() {
        return total() - score;
    }

    Words wholeWords() {
        if (words == null) {
            throw new IllegalStateException("a reading that was never filled");
        }
        return words;
    }

    /** To be called when what the future depends on is settled. */
    void rekey() {
        long place = Mix.of(Mix.of(context, phrase), node);
        if (node <= 0) {
            place = Mix.of(place, lastUnit);
        }
        key = letters == null ? place : Mix.of(place, letters.hash());
    }

    /** log(exp(a) + exp(b)) */
    static double added(double a, double b) {
        double greater = Math.max(a, b);
        if (greater == NEVER) {
            return NEVER;
        }
        double less = Math.min(a, b);
        // Beyond 30 nats the sum does not differ from the greater in any digit that matters.
        return less < greater - 30 ? greater : greater + Math.log1p(Math.exp(less - greater));
    }
}
