package io.antiphon.dialogue.extract.number;

import io.antiphon.speech.Recognition.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Numbers told digit by digit, as telephone numbers are: "oh three double one twenty five". */
public final class DigitRuns {

    private static final Map<String, Integer> TIMES = Map.of("double", 2, "triple", 3);

    private DigitRuns() {}

    /** The digits of the longest run; empty where there are none. */
    public static String in(List<String> words) {
        String longest = "";
        var run = new StringBuilder();
        int i = 0;
        while (i < words.size()) {
            int before = run.length();
            i = read(words, i, run);
            if (run.length() == before) {
                longest = run.length() > longest.length() ? run.toString() : longest;
                run.setLength(0);
                i++;
            }
        }
        return run.length() > longest.length() ? run.toString() : longest;
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

    private static int read(List<String> words, int i, StringBuilder run) {
        String word = words.get(i);
        if (Numbers.isFigure(word)) {
            run.append(word);
            return i + 1;
        }
        if (word.equals("oh") || word.equals("o")) {
            run.append('0');
            return i + 1;
        }
        int times = TIMES.getOrDefault(word, 1);
        var number = Numbers.at(words, times == 1 ? i : i + 1);
        if (number.isEmpty() || (times > 1 && number.get().value() > 9)) {
            return i;
        }
        run.append(String.valueOf(number.get().value()).repeat(times));
        return number.get().end();
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
