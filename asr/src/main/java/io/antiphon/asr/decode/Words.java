package io.antiphon.asr.decode;

import org.jspecify.annotations.Nullable;

/**
 * The words of a reading, last one first. Never changes, so readings and snapshots share it.
 *
 * @param hash the same for two readings with the same words, wherever in time these lie
 * @param firstFrame frame in which the word's first unit was named
 * @param lastFrame frame in which its last unit was named
 * @param fit how much less likely the sound of the word is than the likeliest sounds in the same frames, in
 *            nats a unit; 0 or less
 */
record Words(@Nullable Words before, int word, String text, long hash, int length, int firstFrame,
        int lastFrame, double fit) {

    /** Before the first word; has no text. */
    static Words none() {
        return new Words(null, -1, "", 0x2545F4914F6CDD1DL, 0, -1, -1, 0);
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

    /** Whether the same word was heard here at the same time, at least in part. */
    boolean contains(Words word) {
        var at = this;
        while (at.before != null && at.lastFrame >= word.firstFrame) {
            if (at.word == word.word && at.firstFrame <= word.lastFrame
                    && at.text.equals(word.text)) {
                return true;
            }
            at = at.before;
        }
        return false;
    }
}
