package io.antiphon.dialogue.extract.number;

import io.antiphon.dialogue.extract.word.Spelling;
import io.antiphon.dialogue.extract.word.Vocabulary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Numbers as callers say them. */
public final class Numbers {

    private static final List<String> SMALL = List.of("zero", "one", "two", "three", "four", "five",
            "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
            "fifteen", "sixteen", "seventeen", "eighteen", "nineteen");
    private static final List<String> TENS = List.of("twenty", "thirty", "forty", "fifty", "sixty",
            "seventy", "eighty", "ninety");
    private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth",
            "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
            "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
            "nineteenth", "twentieth");
    private static final Map<String, Integer> VALUES = values();
    private static final Vocabulary KNOWN = new Vocabulary(VALUES.keySet());
    /** Words of their own that are one letter away from a number. */
    private static final Set<String> NO_NUMBERS = Set.of("right", "night", "light", "might",
            "sight", "fight", "tight", "weight", "height", "there", "forth", "thirsty", "threw");

    /** A number and the place behind it. */
    public record Read(int value, int end) {}

    private Numbers() {}

    /** The words that numbers are made of. */
    public static List<String> words() {
        return VALUES.keySet().stream().sorted().toList();
    }

    /** The words that days of the month are made of. */
    public static List<String> ordinals() {
        return ORDINALS;
    }

    public static List<String> digits() {
        return SMALL.subList(0, 10);
    }

    public static boolean isNumber(String word) {
        return VALUES.containsKey(word) || isFigure(word);
    }

    /** A number from 0 to 99 that begins at a word. */
    public static Optional<Read> at(List<String> words, int start) {
        if (start >= words.size()) {
            return Optional.empty();
        }
        String word = words.get(start);
        if (isFigure(word)) {
            return word.length() > 2
                    ? Optional.empty()
                    : Optional.of(new Read(Integer.parseInt(word), start + 1));
        }
        int value = value(word);
        if (value < 0) {
            return Optional.empty();
        }
        if (value >= 20 && start + 1 < words.size()) {
            int unit = value(words.get(start + 1));
            if (unit >= 1 && unit <= 9) {
                return Optional.of(new Read(value + unit, start + 2));
            }
        }
        return Optional.of(new Read(value, start + 1));
    }

    /** A day of the month: "third", "twenty first". */
    public static Optional<Read> ordinalAt(List<String> words, int start) {
        if (start >= words.size()) {
            return Optional.empty();
        }
        int value = ORDINALS.indexOf(words.get(start)) + 1;
        if (value > 0) {
            return Optional.of(new Read(value, start + 1));
        }
        int tens = TENS.indexOf(words.get(start));
        int unit = start + 1 < words.size() ? ORDINALS.indexOf(words.get(start + 1)) + 1 : 0;
        // A thirty fifth is no day of any month, and whoever says so is to be told.
        boolean inMonth = (tens == 0 || tens == 1) && unit >= 1 && unit <= 9;
        if (inMonth) {
            return Optional.of(new Read((tens + 2) * 10 + unit, start + 2));
        }
        return words.get(start).equals("thirtieth")
                ? Optional.of(new Read(30, start + 1))
                : suffixed(words.get(start)).map(day -> new Read(day, start + 1));
    }

    /** "14th", as typed. */
    private static Optional<Integer> suffixed(String word) {
        if (word.length() < 3 || !isFigure(word.substring(0, 1))) {
            return Optional.empty();
        }
        int digits = word.length() - 2;
        boolean ordinal = (digits == 1 || digits == 2) && isFigure(word.substring(0, digits))
                && List.of("st", "nd", "rd", "th").contains(word.substring(digits));
        return ordinal
                ? Optional.of(Integer.parseInt(word.substring(0, digits)))
                : Optional.empty();
    }

    /** The value of one word, or -1. */
    public static int value(String word) {
        Integer exact = VALUES.get(word);
        if (exact != null) {
            return exact;
        }
        if (word.length() < 5 || NO_NUMBERS.contains(word) || ORDINALS.contains(word)) {
            return -1;
        }
        return KNOWN.closest(word)
                .filter(close -> Spelling.distance(close, word) == 1)
                .map(VALUES::get)
                .orElse(-1);
    }

    /** The hour that a garbled word resembles most by a single letter, or -1. */
    public static int likeliestHour(String word) {
        for (int hour = 1; hour <= 12; hour++) {
            if (Spelling.distance(word, SMALL.get(hour)) == 1) {
                return hour;
            }
        }
        return -1;
    }

    public static String spoken(int number) {
        if (number < 20) {
            return SMALL.get(number);
        }
        String tens = TENS.get(number / 10 - 2);
        return number % 10 == 0 ? tens : tens + " " + SMALL.get(number % 10);
    }

    public static String spokenOrdinal(int number) {
        if (number <= 20) {
            return ORDINALS.get(number - 1);
        }
        return number == 30
                ? "thirtieth"
                : TENS.get(number / 10 - 2) + " " + ORDINALS.get(number % 10 - 1);
    }

    public static boolean isFigure(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < '0' || word.charAt(i) > '9') {
                return false;
            }
        }
        return !word.isEmpty();
    }

    private static Map<String, Integer> values() {
        var values = new HashMap<String, Integer>();
        for (int i = 0; i < SMALL.size(); i++) {
            values.put(SMALL.get(i), i);
        }
        for (int i = 0; i < TENS.size(); i++) {
            values.put(TENS.get(i), 20 + 10 * i);
        }
        return Map.copyOf(values);
    }
}
