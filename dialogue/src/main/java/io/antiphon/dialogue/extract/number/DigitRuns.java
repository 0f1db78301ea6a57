package io.antiphon.dialogue.extract.number;

import static io.antiphon.dialogue.extract.word.Sequence.word;

import io.antiphon.speech.Recognition.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Numbers told digit by digit, as telephone numbers are: "oh three double one twenty five". */
public final class DigitRuns {

    private static final Map<String, Integer> TIMES = Map.of("double", 2, "triple", 3, "treble",
            3);
    private static final Map<String, String> ROUND = Map.of("hundred", "00", "thousand", "000");
    /** What callers say between two groups of digits. */
    private static final Set<String> BETWEEN = Set.of("um", "uh", "er", "then", "dash", "hyphen",
            "space", "slash");
    private static final List<Character> ZERO_TO_NINE = List.of('0', '1', '2', '3', '4', '5', '6',
            '7', '8', '9');

    private DigitRuns() {}

    /** The digits of the longest run; empty where there are none. */
    public static String in(List<String> words) {
        String longest = "";
        int i = 0;
        while (i < words.size()) {
            var run = new StringBuilder();
            i = Math.max(read(words, i, run), i + 1);
            longest = run.length() > longest.length() ? run.toString() : longest;
        }
        return longest;
    }

    /** Whether the first word is a digit, or begins some. */
    public static boolean isAtStart(List<String> words) {
        return read(words, 0, new StringBuilder()) > 0;
    }

    /** Whether there is a word between digits that the recogniser does not know, perhaps one more of them. */
    public static boolean hasGap(List<String> words) {
        for (int i = 1; i + 1 < words.size(); i++) {
            boolean isGap = words.get(i).equals(Word.UNKNOWN) && isDigit(words.get(i - 1))
                    && isDigit(words.get(i + 1));
            if (isGap) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDigit(String word) {
        return word.equals(Word.UNKNOWN) || !in(List.of(word)).isEmpty();
    }

    /** Reads the run that begins at a place; answers the place behind it, the same where there is none. */
    static int read(List<String> words, int start, StringBuilder run) {
        int end = start;
        int i = start;
        while (i < words.size()) {
            int behind = readOne(words, i, run);
            if (behind > i) {
                end = behind;
                i = behind;
            } else if (end > start && BETWEEN.contains(words.get(i))) {
                i++;
            } else {
                break;
            }
        }
        return end;
    }

    private static int readOne(List<String> words, int i, StringBuilder run) {
        String word = words.get(i);
        if (Numbers.isFigure(word)) {
            run.append(word);
            return i + 1;
        }
        int times = TIMES.getOrDefault(word, 1);
        int from = times == 1 ? i : i + 1;
        if (isOh(word(words, from))) {
            run.append("0".repeat(times));
            return from + 1;
        }
        var number = Numbers.at(words, from);
        if (number.isEmpty() || (times > 1 && number.get().value() > 9)) {
            return i;
        }
        run.append(String.valueOf(number.get().value()).repeat(times));
        int end = number.get().end();
        String zeros = times == 1 ? ROUND.getOrDefault(word(words, end), "") : "";
        run.append(zeros);
        return zeros.isEmpty() ? end : end + 1;
    }

    private static boolean isOh(String word) {
        return word.equals("oh") || word.equals("o");
    }

    /** Whether a word is one digit. */
    static boolean isDigitWord(String word) {
        return isOh(word) || (word.length() == 1 && Numbers.isFigure(word))
                || Numbers.digits().contains(word);
    }

    static char digit(String word) {
        return isOh(word)
                ? '0'
                : Numbers.isFigure(word)
                        ? word.charAt(0)
                        : ZERO_TO_NINE.get(Numbers.digits().indexOf(word));
    }

    /** Digits to be read aloud, in groups of three. */
    public static String spoken(String digits) {
        var words = new ArrayList<String>();
        for (int i = 0; i < digits.length(); i++) {
            boolean pause = i % 3 == 2 && i + 1 < digits.length() && digits.length() - i > 2;
            words.add(Numbers.spoken(digits.charAt(i) - '0') + (pause ? "," : ""));
        }
        return String.join(" ", words);
    }
}
