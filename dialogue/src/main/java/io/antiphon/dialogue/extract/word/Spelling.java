package io.antiphon.dialogue.extract.word;

import java.util.Collection;
import java.util.Optional;

/** How alike two words are, for words that were misheard or mistyped by a letter or two. */
public final class Spelling {

    private Spelling() {}

    /** Letters to add, drop, change, or swap with their neighbour to make one word the other. */
    public static int distance(String one, String other) {
        int width = other.length() + 1;
        int[] before = new int[width];
        int[] above = new int[width];
        int[] row = new int[width];
        for (int j = 0; j < width; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            row[0] = i;
            for (int j = 1; j < width; j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                int best = Math.min(Math.min(above[j], row[j - 1]) + 1, above[j - 1] + change);
                boolean swapped = i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                row[j] = swapped ? Math.min(best, before[j - 2] + 1) : best;
            }
            int[] spare = before;
            before = above;
            above = row;
            row = spare;
        }
        return above[width - 1];
    }

    /** From 0 to 1; zero for words that are not variants of one another. Short words must agree. */
    public static double likeness(String heard, String meant) {
        if (heard.equals(meant)) {
            return 1;
        }
        int length = meant.length();
        int allowed = allowed(length);
        if (Math.abs(heard.length() - length) > allowed
                || areFar(letters(heard), letters(meant), allowed)) {
            return 0;
        }
        int distance = distance(heard, meant);
        if (distance > allowed) {
            return 0;
        }
        // Recognisers confuse endings more often than beginnings: "munday" is Monday, not Sunday.
        double penalty = heard.charAt(0) == meant.charAt(0) ? 0 : 0.1;
        return Math.max(0, 1 - (double) distance / Math.max(heard.length(), length) - penalty);
    }

    /** How many letters of a word may be wrong. */
    public static int allowed(int length) {
        return length <= 3 ? 0 : length <= 5 ? 1 : length <= 8 ? 2 : 3;
    }

    /**
     * Whether words with these letters must differ by more than is allowed: a change touches two
     * letters at most. Tells most pairs apart at a tenth of the cost of the distance.
     */
    public static boolean areFar(int letters, int others, int allowed) {
        return Integer.bitCount(letters ^ others) > 2 * allowed;
    }

    /** The set of a word's letters. */
    public static int letters(String word) {
        int letters = 0;
        for (int i = 0; i < word.length(); i++) {
            letters |= 1 << (word.charAt(i) & 31);
        }
        return letters;
    }

    /** The most similar word, if any is similar at all. */
    public static Optional<String> closest(String heard, Collection<String> words) {
        Optional<String> best = Optional.empty();
        double highest = 0;
        for (var word : words) {
            double likeness = likeness(heard, word);
            if (likeness > highest) {
                highest = likeness;
                best = Optional.of(word);
            }
        }
        return best;
    }
}
