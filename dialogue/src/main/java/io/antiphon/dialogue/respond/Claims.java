package io.antiphon.dialogue.respond;

import static io.antiphon.dialogue.extract.word.Sequence.isAnyOf;
import static io.antiphon.dialogue.extract.word.Sequence.word;

import io.antiphon.dialogue.extract.Words;
import io.antiphon.dialogue.extract.number.Named;
import io.antiphon.dialogue.extract.word.Sequence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What a sentence says that would cost something if it were invented: in figures each number of two digits or more,
 * each amount, address of mail and link; in words
 * <ul>
 * <li>a number of ten or more, or of several words: "twenty five", "a hundred and ten", "four seven one one",
 * <li>a smaller one where an amount or a time is told: with a unit or a part of the day behind it, or behind "at",
 * "until", "from" and their like: "seven euros", "at nine", "from eight to six",
 * <li>a day of the month from the tenth on.
 * </ul>
 * A small number elsewhere is none ("two of them", "no one", "first"), "one" only before money, percent, a clock's time
 * and hours ("one moment", "one of us", "at one point" are none), and neither are phrases such as "a thousand thanks".
 * Pure.
 */
final class Claims {

    private static final Pattern TYPED = Pattern.compile(
            "[\\w.+-]+@[\\w-]+\\.[\\w.]+|https?://\\S+|www\\.\\S+|[$€£]\\s?\\d[\\d.,]*|\\d[\\d.,:/-]*\\d|\\d+\\s?%");
    private static final Pattern TRAILING = Pattern.compile("[.,:/-]+$");
    private static final BigDecimal SMALL = BigDecimal.TEN;

    private static final Set<String> MONEY = Set.of("euro", "euros", "dollar", "dollars", "pound",
            "pounds", "franc", "francs", "cent", "cents", "pence", "bucks", "percent");
    private static final Set<String> CLOCK = Set.of("o'clock", "a.m.", "p.m.", "hour", "hours");
    private static final Set<String> TIME = Set.of("minutes", "days", "weeks", "months", "years",
            "thirty", "fifteen", "forty");
    private static final Set<String> PARTS_OF_DAYS = Set.of("morning", "afternoon", "evening",
            "night");
    private static final Set<String> BEFORE = Set.of("at", "until", "till", "from", "past",
            "between", "before", "after");
    private static final Set<String> JOINING = Set.of("to", "and", "or", "until", "till");

    /** Said without counting anything. */
    private static final List<List<String>> PHRASES = List.of(List.of("thousand", "thanks"),
            List.of("thousand", "times"), List.of("thousand", "apologies"),
            List.of("million", "thanks"), List.of("hundred", "percent", "sure"),
            List.of("hundred", "percent", "certain"), List.of("hundred", "percent", "right"),
            List.of("fifty", "fifty"));

    private Claims() {}

    /** Whether all that a sentence claims is so. */
    static boolean areTrue(String sentence, Predicate<String> typed, Predicate<Named> named) {
        return TYPED.matcher(sentence)
                .results()
                .map(claim -> TRAILING.matcher(claim.group()).replaceAll(""))
                .allMatch(typed) && inWords(sentence).stream().allMatch(named);
    }

    /** The numbers in words that claim something. */
    static List<Named> inWords(String sentence) {
        var words = Words.of(sentence);
        var all = Named.in(words);
        var claims = new ArrayList<Named>();
        var ends = new HashSet<Integer>();
        for (var number : all) {
            boolean goesOn = ends.contains(number.start() - 1)
                    && isAnyOf(words, number.start() - 1, JOINING);
            if (isClaim(words, number) || (goesOn && !isOne(number))) {
                claims.add(number);
                ends.add(number.end());
            }
        }
        return List.copyOf(claims);
    }

    private static boolean isClaim(List<String> words, Named number) {
        if (PHRASES.stream().anyMatch(phrase -> stands(words, number, phrase))) {
            return false;
        }
        boolean isLarge = number.value().compareTo(SMALL) >= 0 || number.value().scale() > 0;
        return switch (number.kind()) {
            case DIGITS -> true;
            case ORDINAL -> isLarge;
            case COUNTED -> isLarge || isAmount(words, number.end())
                    || (!isOne(number) && isTime(words, number));
        };
    }

    private static boolean isOne(Named number) {
        return number.kind() == Named.Kind.COUNTED && number.value().compareTo(BigDecimal.ONE) == 0;
    }

    private static boolean stands(List<String> words, Named number, List<String> phrase) {
        return IntStream.range(number.start(), number.end())
                .anyMatch(from -> Sequence.reads(words, from, phrase));
    }

    private static boolean isAmount(List<String> words, int behind) {
        return isAnyOf(words, behind, MONEY) || isAnyOf(words, behind, CLOCK)
                || isPartOfDay(words, behind);
    }

    /** "In the morning", "at night". */
    private static boolean isPartOfDay(List<String> words, int behind) {
        boolean in = word(words, behind).equals("in") || word(words, behind).equals("at");
        int noun = word(words, behind + 1).equals("the") ? behind + 2 : behind + 1;
        return in && isAnyOf(words, noun, PARTS_OF_DAYS);
    }

    private static boolean isTime(List<String> words, Named number) {
        String before = word(words, number.start() - 1);
        boolean quarterTo = before.equals("to")
                && word(words, number.start() - 2).equals("quarter");
        return isAnyOf(words, number.end(), TIME) || BEFORE.contains(before) || quarterTo;
    }
}
