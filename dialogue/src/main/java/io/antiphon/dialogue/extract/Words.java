package io.antiphon.dialogue.extract;

import io.antiphon.dialogue.extract.number.Numbers;
import io.antiphon.dialogue.extract.word.Spelling;
import io.antiphon.speech.Recognition.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Text as a list of lower-case words, with contractions spelled out, so that rules see one form only.
 * A word that the recogniser does not know is one of them, and no rule takes it for anything else.
 */
public final class Words {

    /** Stands for a word that the recogniser does not know. */
    public static final String UNKNOWN = Word.UNKNOWN;

    private static final Map<String, List<String>> SPELLED_OUT = Map.ofEntries(
            Map.entry("i'd", List.of("i", "would")), Map.entry("i'm", List.of("i", "am")),
            Map.entry("im", List.of("i", "am")), Map.entry("i'll", List.of("i", "will")),
            Map.entry("i've", List.of("i", "have")), Map.entry("it's", List.of("it", "is")),
            Map.entry("that's", List.of("that", "is")), Map.entry("thats", List.of("that", "is")),
            Map.entry("what's", List.of("what", "is")), Map.entry("whats", List.of("what", "is")),
            Map.entry("name's", List.of("name", "is")), Map.entry("don't", List.of("do", "not")),
            Map.entry("dont", List.of("do", "not")), Map.entry("can't", List.of("can", "not")),
            Map.entry("isn't", List.of("is", "not")), Map.entry("you're", List.of("you", "are")),
            Map.entry("oclock", List.of("o'clock")), Map.entry("pm", List.of("p.m.")),
            Map.entry("ok", List.of("okay")), Map.entry("alright", List.of("all", "right")));

    private Words() {}

    /** The words of a text. Punctuation goes, except within a word. */
    public static List<String> of(String text) {
        var words = new ArrayList<String>();
        for (var word : asWritten(text)) {
            add(words, word.toLowerCase(Locale.ROOT));
        }
        return List.copyOf(words);
    }

    /** The words as they stand, without punctuation around them. */
    public static List<String> asWritten(String text) {
        var words = new ArrayList<String>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            if (start < 0 && text.startsWith(UNKNOWN, i)) {
                words.add(UNKNOWN);
                i += UNKNOWN.length() - 1;
                continue;
            }
            boolean inside = i < text.length() && isPartOfWord(text, i);
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                words.add(text.substring(start, i).replace('’', '\''));
                start = -1;
            }
        }
        return words;
    }

    private static boolean isPartOfWord(String text, int at) {
        char c = text.charAt(at);
        if (Character.isLetterOrDigit(c)) {
            return true;
        }
        boolean apostrophe = c == '\'' || c == '’';
        return apostrophe && at > 0 && at + 1 < text.length()
                && Character.isLetter(text.charAt(at - 1))
                && Character.isLetter(text.charAt(at + 1));
    }

    private static boolean isOclock(String word, String last) {
        boolean clock = word.equals("clock") && Numbers.isNumber(last);
        return clock || (word.length() > 5 && Spelling.likeness(word, "o'clock") > 0);
    }

    private static void add(List<String> words, String word) {
        String last = words.isEmpty() ? "" : words.getLast();
        if (word.equals("clock") && last.equals("o")) {
            words.set(words.size() - 1, "o'clock");
        } else if (isOclock(word, last)) {
            words.add("o'clock");
        } else if (word.equals("m") && (last.equals("a") || last.equals("p"))) {
            words.set(words.size() - 1, last + ".m.");
        } else if (word.equals("am") && (Numbers.isNumber(last) || last.equals("o'clock"))) {
            words.add("a.m.");
        } else {
            words.addAll(SPELLED_OUT.getOrDefault(word, List.of(word)));
        }
    }
}
