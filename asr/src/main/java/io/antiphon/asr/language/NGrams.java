package io.antiphon.asr.language;

import java.util.Arrays;

/**
 * How likely a word is behind one or two others, with back-off. Words are numbered as in the lexicon. All
 * likelihoods are natural logarithms. Immutable once read, shared by all streams.
 *
 * <p>What came before is a context: a number that holds the last words, no more of them than matter.
 */
public final class NGrams {

    /** A word's number and its neighbours' fit into one key. */
    static final int WORD_BITS = 21;

    private static final long WORD_MASK = (1L << WORD_BITS) - 1;
    private static final long NO_CONTEXT = 0;

    private final int words;
    private final float[] unigrams;
    private final float[] backoffs;
    private final Table pairs = new Table();
    /** Of the pairs that matter as a context. */
    private final Table pairBackoffs = new Table();
    private final Table triples = new Table();

    NGrams(int words) {
        this.words = words;
        unigrams = new float[words + 3];
        backoffs = new float[words + 3];
        Arrays.fill(unigrams, Float.NaN);
    }

    /** Each word is as likely as any other of so many. */
    public static NGrams even(int words, int choices) {
        var even = new NGrams(words);
        Arrays.fill(even.unigrams, (float) -Math.log(choices + 1.0));
        return even;
    }

    void put(int word, float likelihood, float backoff) {
        unigrams[word] = likelihood;
        backoffs[word] = backoff;
    }

    void put(int first, int second, float likelihood, float backoff) {
        pairs.put(key(first, second), likelihood);
        if (backoff != 0) {
            pairBackoffs.put(key(first, second), backoff);
        }
    }

    void put(int first, int second, int third, float likelihood) {
        long pair = key(first, second);
        triples.put(key(pair, third), likelihood);
        if (pairBackoffs.find(pair) < 0) {
            pairBackoffs.put(pair, 0);
        }
    }

    /** A word that the model does not know is as likely as the least likely one that it knows. */
    void fillGaps() {
        float least = 0;
        for (int i = 0; i < words; i++) {
            least = Float.isNaN(unigrams[i]) ? least : Math.min(least, unigrams[i]);
        }
        for (int i = 0; i < unigrams.length; i++) {
            unigrams[i] = Float.isNaN(unigrams[i]) ? least : unigrams[i];
        }
    }

    int startNumber() {
        return words;
    }

    /** The number of what stands behind the last word. */
    public int end() {
        return words + 1;
    }

    /** The number of every word that the lexicon lacks. */
    public int unknown() {
        return words + 2;
    }

    /** The context of the first word. */
    public long start() {
        return pairs.size() > 0 ? startNumber() + 1 : NO_CONTEXT;
    }

    /** How likely a word is without looking at what came before. */
    public float alone(int word) {
        return unigrams[word];
    }

    /** How likely a word is in a context. */
    public double score(long context, int word) {
        int last = (int) (context & WORD_MASK) - 1;
        if (last < 0) {
            return unigrams[word];
        }
        int secondLast = (int) (context >>> WORD_BITS) - 1;
        double backoff = 0;
        if (secondLast >= 0) {
            long pair = key(secondLast, last);
            int place = triples.find(key(pair, word));
            if (place >= 0) {
                return triples.value(place);
            }
            int weight = pairBackoffs.find(pair);
            backoff = weight >= 0 ? pairBackoffs.value(weight) : 0;
        }
        int place = pairs.find(key(last, word));
        return backoff + (place >= 0 ? pairs.value(place) : backoffs[last] + unigrams[word]);
    }

    /** The context of what follows a word. */
    public long next(long context, int word) {
        if (pairs.size() == 0) {
            return NO_CONTEXT;
        }
        int last = (int) (context & WORD_MASK) - 1;
        boolean both = last >= 0 && pairBackoffs.find(key(last, word)) >= 0;
        return both ? (long) (last + 1) << WORD_BITS | (word + 1) : word + 1;
    }

    /** How many likelihoods are known. */
    int size() {
        return words + pairs.size() + triples.size();
    }

    private static long key(long before, int word) {
        return before << WORD_BITS | word;
    }
}
