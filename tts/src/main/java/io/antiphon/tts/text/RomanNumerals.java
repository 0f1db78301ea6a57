package io.antiphon.tts.text;

import io.antiphon.tts.text.Token.Here;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads Roman numerals where nothing else can be meant: numbers of chapters and wars, and of kings and popes. By
 * themselves "MIX" and "I" are words, and "IV" is two letters.
 */
final class RomanNumerals {

    private static final Pattern NUMERAL = Pattern
            .compile("(?=.)X{0,3}(?:IX|IV|V?I{0,3})");
    private static final Set<String> COUNTED = Set.of("chapter", "part", "section", "volume", "act",
            "phase", "type", "article", "appendix", "book", "class", "level", "stage", "war",
            "title", "scene", "grade", "step", "table", "figure");
    private static final Set<String> RULERS = Set.of("henry", "louis", "elizabeth", "george",
            "edward", "charles", "james", "william", "richard", "pius", "benedict", "paul",
            "francis", "frederick", "catherine", "napoleon", "philip", "leo", "john", "peter",
            "alexander", "nicholas", "victor", "otto", "ludwig", "mary");

    private RomanNumerals() {}

    static List<String> read(Here here) {
        boolean counted = COUNTED.contains(here.before());
        boolean ruler = RULERS.contains(here.before()) && !here.core().equals("I");
        if ((!counted && !ruler) || !NUMERAL.matcher(here.core()).matches()) {
            return List.of();
        }
        int number = value(here.core());
        if (counted) {
            return NumberWords.cardinal(number);
        }
        var words = NumberWords.ordinal(number);
        words.addFirst("the");
        return words;
    }

    private static int value(String numeral) {
        int sum = 0;
        int before = 0;
        for (int i = numeral.length() - 1; i >= 0; i--) {
            int value = switch (numeral.charAt(i)) {
                case 'X' -> 10;
                case 'V' -> 5;
                default -> 1;
            };
            sum += value < before ? -value : value;
            before = Math.max(before, value);
        }
        return sum;
    }
}
