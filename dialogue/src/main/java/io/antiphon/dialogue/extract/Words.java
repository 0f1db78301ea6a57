package io.antiphon.dialogue.extract;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.antiphon.dialogue.extract.number.Numbers;
import io.antiphon.dialogue.extract.word.Spelling;
import io.antiphon.speech.Recognition.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Text as a list of lower-case words, with contractions spelled out, so that rules see one form only.
 * A word that the recogniser does not know is one of them, and no rule takes it for anything else.
 */
public final class Words {

    /** Stands for a word that the recogniser does not know. */
    public static final String UNKNOWN = Word.UNKNOWN;

    private static final Map<String, List<String>> SPELLED_OUT = spelledOut(
            "i'd i would, i'm i am, im i am, i'll i will, i've i have, it's it is, that's that is, "
                    + "thats that is, that'd that would, what's what is, whats what is, "
                    + "name's name is, there's there is, here's here is, let's let us, "
                    + "don't do not, dont do not, doesn't does not, doesnt does not, "
                    + "didn't did not, didnt did not, can't can not, cant can not, "
                    + "cannot can not, couldn't could not, won't will not, wont will not, "
                    + "wouldn't would not, shouldn't should not, isn't is not, aren't are not, "
                    + "wasn't was not, weren't were not, haven't have not, hasn't has not, "
                    + "you're you are, we're we are, they're they are, you've you have, "
                    + "we've we have, you'll you will, we'll we will, oclock o'clock, pm p.m., "
                    + "ok okay, alright all right");
    /** A sign that belongs to what is typed around it. */
    private static final Pattern SIGNED = Pattern
            .compile("@|[0-9][-/.,][0-9(]|[€$£+][0-9]|[0-9][€$£]");
    private static final String OPENING = "([\"'";
    private static final String CLOSING = ".,;:!?)]\"'";
    private static final Pattern BLANK = Pattern.compile("\\s+");

    private Words() {}

    private static Map<String, List<String>> spelledOut(String pairs) {
        return Arrays.stream(pairs.split(", "))
                .map(pair -> List.of(pair.split(" ")))
                .collect(toUnmodifiableMap(List::getFirst, pair -> pair.subList(1, pair.size())));
    }

    /** The words of a text. Punctuation goes, except within a word. */
    public static List<String> of(String text) {
        var words = new ArrayList<String>();
        for (var word : asWritten(text)) {
            add(words, word.toLowerCase(Locale.ROOT));
        }
        return List.copyOf(words);
    }

    /** The same, but what was typed with signs in it stays whole: dates, amounts, addresses of mail. */
    public static List<String> typed(String text) {
        if (!SIGNED.matcher(text).find()) {
            return of(text);
        }
        var words = new ArrayList<String>();
        for (var chunk : BLANK.splitAsStream(text).toList()) {
            String bare = bare(chunk);
            if (SIGNED.matcher(bare).find()) {
                words.add(bare.toLowerCase(Locale.ROOT));
            } else {
                asWritten(chunk).forEach(word -> add(words, word.toLowerCase(Locale.ROOT)));
            }
        }
        return List.copyOf(words);
    }

    private static String bare(String chunk) {
        int start = 0;
        int end = chunk.length();
        while (start < end && OPENING.indexOf(chunk.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && CLOSING.indexOf(chunk.charAt(end - 1)) >= 0) {
            end--;
        }
        return chunk.substring(start, end);
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

    static String capital(String word) {
        return word.isEmpty()
                ? word
                : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
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
