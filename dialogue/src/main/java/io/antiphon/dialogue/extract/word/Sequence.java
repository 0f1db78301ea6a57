package io.antiphon.dialogue.extract.word;

import java.util.Collection;
import java.util.List;

/** Looks at words by their place, also at places where there is none. */
public final class Sequence {

    private Sequence() {}

    /** The word at a place; empty beyond the ends. */
    public static String word(List<String> words, int i) {
        return i >= 0 && i < words.size() ? words.get(i) : "";
    }

    public static boolean is(List<String> words, int i, String word) {
        return word(words, i).equals(word);
    }

    public static boolean isAnyOf(List<String> words, int i, Collection<String> some) {
        return i >= 0 && i < words.size() && some.contains(words.get(i));
    }

    /** Whether a phrase begins at a place. */
    public static boolean reads(List<String> words, int i, List<String> phrase) {
        if (i < 0 || i + phrase.size() > words.size()) {
            return false;
        }
        for (int at = 0; at < phrase.size(); at++) {
            if (!words.get(i + at).equals(phrase.get(at))) {
                return false;
            }
        }
        return true;
    }
}
