package io.antiphon.asr.language;

import io.antiphon.speech.ExpectedSpeech;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Expected phrases as a tree of words with ways to fall back, as in Aho and Corasick, "Efficient String
 * Matching" (1975). A state is how much of a phrase has just been said; 0 is nothing. Immutable.
 *
 * <p>Each word that goes on with a phrase earns the boost. Where a phrase breaks off, what its beginning
 * earned is given back. Where the phrases are closed, no other word goes on at all.
 */
public final class Phrases {

    public static final int START = 0;
    public static final int NOWHERE = -1;

    /** Anything may be said, and nothing earns more than anything else. */
    public static final Phrases NONE = new Phrases(0, false);

    private final double boost;
    private final boolean closed;
    private final List<Map<Integer, Integer>> behind = new ArrayList<>();
    private final List<Integer> fallback = new ArrayList<>();
    private final BitSet whole = new BitSet();
    /** What the words of this state have earned. */
    private final List<Double> earned = new ArrayList<>();
    /** What of that is given back where the phrase breaks off. */
    private final List<Double> owed = new ArrayList<>();
    private final BitSet words = new BitSet();

    private Phrases(double boost, boolean closed) {
        this.boost = boost;
        this.closed = closed;
        grow(0);
        whole.set(START);
    }

    /** Those of the phrases whose words the lexicon knows, if there are any. */
    public static Optional<Phrases> of(ExpectedSpeech expected, Lexicon lexicon) {
        var phrases = new Phrases(expected.boost(), expected.closed());
        for (var phrase : expected.phrases()) {
            phrases.add(numbers(phrase, lexicon));
        }
        phrases.linkFallbacks();
        return phrases.behind.size() > 1 ? Optional.of(phrases) : Optional.empty();
    }

    /** Phrases letter by letter, where no lexicon numbers their words; each letter earns the boost. */
    public static Phrases ofLetters(List<String> spelled, double boost) {
        var phrases = new Phrases(boost, false);
        spelled.forEach(phrase -> phrases.add(phrase.chars().boxed().toList()));
        phrases.linkFallbacks();
        return phrases;
    }

    /** The words of a phrase, or none if the lexicon lacks one of them. */
    private static List<Integer> numbers(String phrase, Lexicon lexicon) {
        var numbers = new ArrayList<Integer>();
        for (var word : phrase.strip().split("\\s+", -1)) {
            var number = lexicon.number(word);
            if (number.isEmpty()) {
                return List.of();
            }
            numbers.add(number.get());
        }
        return numbers;
    }

    private void add(List<Integer> numbers) {
        int state = START;
        for (int word : numbers) {
            words.set(word);
            var next = behind.get(state).get(word);
            if (next == null) {
                next = grow(earned.get(state) + boost);
                behind.get(state).put(word, next);
            }
            state = next;
        }
        whole.set(state);
    }

    private int grow(double earns) {
        behind.add(new HashMap<>());
        fallback.add(START);
        earned.add(earns);
        owed.add(earns);
        return behind.size() - 1;
    }

    /** Level by level: a state falls back to the longest other beginning that its words end with. */
    private void linkFallbacks() {
        var left = new ArrayDeque<Integer>();
        left.add(START);
        while (!left.isEmpty()) {
            int state = left.remove();
            behind.get(state).forEach((word, next) -> {
                left.add(next);
                if (state != START) {
                    int back = fallback.get(state);
                    while (back != START && !behind.get(back).containsKey(word)) {
                        back = fallback.get(back);
                    }
                    fallback.set(next, behind.get(back).getOrDefault(word, START));
                }
                owed.set(next, owed(state, next));
            });
        }
    }

    /** What a whole phrase earned is kept; only what the beginning of another earned since is owed. */
    private double owed(int state, int next) {
        if (whole.get(next)) {
            return 0;
        }
        int end = fallback.get(next);
        double keptOfEnd = earned.get(end) - owed.get(end);
        return Math.min(owed.get(state) + boost, earned.get(next) - keptOfEnd);
    }

    /** Whether nothing but the phrases may be said. */
    public boolean isClosed() {
        return closed;
    }

    /** All words of the phrases. */
    public BitSet words() {
        return (BitSet) words.clone();
    }

    /** The state behind a word, or {@link #NOWHERE}. */
    public int next(int state, int word) {
        int from = start(state, word);
        return from == NOWHERE ? NOWHERE : behind.get(from).getOrDefault(word, START);
    }

    /** What a word is worth in a state, in nats. */
    public double gain(int state, int word) {
        int from = start(state, word);
        if (from == NOWHERE) {
            return 0;
        }
        double back = owed.get(from) - owed.get(state);
        return behind.get(from).containsKey(word) ? back + boost : back;
    }

    /** The state, of this one and those it falls back to, from which the word goes on. */
    private int start(int state, int word) {
        int from = state;
        if (closed) {
            boolean goesOn = behind.get(state).containsKey(word);
            boolean begins = whole.get(state) && behind.get(START).containsKey(word);
            return goesOn ? state : begins ? START : NOWHERE;
        }
        while (from != START && !behind.get(from).containsKey(word)) {
            from = fallback.get(from);
        }
        return from;
    }

    /** The state behind a word that the lexicon lacks, or {@link #NOWHERE}. */
    public int nextUnknown(int state) {
        return closed && !whole.get(state) ? NOWHERE : START;
    }

    /** What it costs to have said no more than this. */
    public double owed(int state) {
        return owed.get(state);
    }

    /** Whether no phrase has begun that is not whole. */
    public boolean isWhole(int state) {
        return whole.get(state);
    }
}
