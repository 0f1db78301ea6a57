package io.antiphon.dialogue.extract.number;

import static io.antiphon.dialogue.extract.word.Sequence.is;
import static io.antiphon.dialogue.extract.word.Sequence.word;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A number that a text names in words, wherever it stands there. For texts that were written, by people or by models:
 * a word that is merely like a number is none.
 *
 * @param digits of a number that is told digit by digit; else none
 * @param start the place of its first word
 * @param end the place behind its last one
 */
public record Named(BigDecimal value, Kind kind, String digits, int start, int end) {

    private static final Set<String> LARGE = Set.of("hundred", "thousand", "million", "billion",
            "dozen");
    private static final Set<String> ARTICLES = Set.of("a", "an");
    /** Fewer digits are a number with another behind it: "from eight nine". */
    private static final int DIGITS_IN_A_RUN = 3;

    /** How a number is told. */
    public enum Kind {
        /** "Twenty five", "one hundred and two". */
        COUNTED,
        /** "Third", "twenty first": mostly a day of a month. */
        ORDINAL,
        /** "Four seven one one". */
        DIGITS
    }

    /** All of them, in their order. */
    public static List<Named> in(List<String> words) {
        var all = new ArrayList<Named>();
        int i = 0;
        while (i < words.size()) {
            var named = at(words, i);
            named.ifPresent(all::add);
            i = named.map(Named::end).orElse(i + 1);
        }
        return List.copyOf(all);
    }

    private static Optional<Named> at(List<String> words, int i) {
        if (Numbers.isFigure(word(words, i))) {
            return Optional.empty();
        }
        return digits(words, i).or(() -> ordinal(words, i))
                .or(() -> begins(words, i)
                        ? Cardinals.at(words, i)
                                .map(amount -> new Named(plain(amount.value()), Kind.COUNTED, "",
                                        i, amount.end()))
                        : Optional.empty());
    }

    private static boolean begins(List<String> words, int i) {
        String first = word(words, i);
        return Numbers.isNumber(first)
                || (ARTICLES.contains(first) && LARGE.contains(word(words, i + 1)))
                || (is(words, i, "half") && ARTICLES.contains(word(words, i + 1))
                        && LARGE.contains(word(words, i + 2)));
    }

    private static Optional<Named> ordinal(List<String> words, int i) {
        return Numbers.ordinalAt(words, i)
                .map(day -> new Named(BigDecimal.valueOf(day.value()), Kind.ORDINAL, "", i,
                        day.end()));
    }

    private static Optional<Named> digits(List<String> words, int i) {
        var digits = new StringBuilder();
        int at = i;
        while (isDigit(words, at)) {
            digits.append(DigitRuns.digit(word(words, at)));
            at++;
        }
        // A unit behind it may belong to the last one only, but "seven one one dollars" is no amount.
        return digits.length() < DIGITS_IN_A_RUN
                ? Optional.empty()
                : Optional.of(new Named(plain(new BigDecimal(digits.toString())), Kind.DIGITS,
                        digits.toString(), i, at));
    }

    private static boolean isDigit(List<String> words, int i) {
        return !Numbers.isFigure(word(words, i)) && DigitRuns.isDigitWord(word(words, i));
    }

    /** Without zeros behind the point, so that equal numbers are equal. */
    public static BigDecimal plain(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }
}
