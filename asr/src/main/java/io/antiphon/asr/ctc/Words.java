package io.antiphon.asr.ctc;

import org.jspecify.annotations.Nullable;

/**
 * The words of a reading, last one first. Never changes, so readings and snapshots share it.
 *
 * @param hash the same for two readings with the same words, wherever in time these lie
 * @param firstFrame frame in which the word's first letter was named
 * @param lastFrame frame in which its last letter was named
 * @param confidence from 0 to 1
 */
record Words(@Nullable Words before, int word, String text, long hash, int length, int firstFrame,
        int lastFrame, double confidence) {

    /** Before the first word; has no text. */
    static Words none(int start) {
        return new Words(null, start, "", 0x2545F4914F6CDD1DL, 0, 0, 0, 1);
    }

    /** The words up to the {@code count}th. */
    Words first(int count) {
        var at = this;
        while (at.length > count && at.before != null) {
            at = at.before;
        }
        return at;
    }

    /** How many words, from the first, are the same. */
    int common(Words other) {
        int most = Math.min(length, other.length);
        var mine = first(most);
        var theirs = other.first(most);
        while (mine.hash != theirs.hash && mine.before != null && theirs.before != null) {
            mine = mine.before;
            theirs = theirs.before;
        }
        return mine.length;
    }
}
