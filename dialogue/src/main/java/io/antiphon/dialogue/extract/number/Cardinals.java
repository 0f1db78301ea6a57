package io.antiphon.dialogue.extract.number;

import static io.antiphon.dialogue.extract.word.Sequence.is;
import static io.antiphon.dialogue.extract.word.Sequence.word;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Counted numbers of any size: "a hundred and twenty", "two and a half thousand", "one point five". */
final class Cardinals {

    private static final BigDecimal HALF = new BigDecimal("0.5");
    /** More than this nobody counts, and it could not be said. */
    private static final BigDecimal TOO_LARGE = BigDecimal.TEN.pow(15);
    private static final int MOST_GROUPS = 6;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    private static final Map<String, BigDecimal> SCALES = Map.of("thousand", THOUSAND, "grand",
            THOUSAND, "k", THOUSAND, "million", BigDecimal.valueOf(1_000_000), "billion",
            BigDecimal.valueOf(1_000_000_000));
    private static final Map<String, BigDecimal> PARTS = Map.of("half", HALF, "quarter",
            new BigDecimal("0.25"), "third", new BigDecimal("0.33"));
    private static final Set<String> ARTICLES = Set.of("a", "an");
    private static final Pattern TYPED = Pattern
            .compile("[0-9]{1,12}|[0-9]{1,3}([.,][0-9]{3}){1,3}([.,][0-9]{1,2})?"
                    + "|[0-9]{1,9}[.,][0-9]{1,4}");
    private static final Pattern GROUPED = Pattern
            .compile("[0-9]{1,3}([.,])[0-9]{3}(\\1[0-9]{3})*([.,][0-9]{1,2})?");

    /** A number and the place behind it. */
    record Amount(BigDecimal value, int end) {
        Amount plus(BigDecimal more, int newEnd) {
            return new Amount(value.add(more), newEnd);
        }

        Amount times(BigDecimal factor, int newEnd) {
            return new Amount(value.multiply(factor), newEnd);
        }
    }

    private Cardinals() {}

    /** The number that begins at a word. */
    static Optional<Amount> at(List<String> words, int i) {
        boolean negative = is(words, i, "minus") || is(words, i, "negative");
        int start = negative ? i + 1 : i;
        var amount = loose(words, start).or(() -> strict(words, start));
        return amount.filter(each -> each.value().compareTo(TOO_LARGE) < 0)
                .map(each -> negative
                        ? new Amount(each.value().negate(), each.end())
                        : each);
    }

    /** "A couple of", "half a dozen", "half a million". */
    private static Optional<Amount> loose(List<String> words, int i) {
        if (is(words, i, "half") && ARTICLES.contains(word(words, i + 1))) {
            return loose(words, i + 1).or(() -> strict(words, i + 1))
                    .map(amount -> amount.times(HALF, amount.end()));
        }
        int noun = ARTICLES.contains(word(words, i)) ? i + 1 : i;
        int value = switch (word(words, noun)) {
            case "couple" -> 2;
            case "dozen" -> 12;
            default -> 0;
        };
        int end = is(words, noun + 1, "of") ? noun + 2 : noun + 1;
        return value == 0
                ? Optional.empty()
                : Optional.of(new Amount(BigDecimal.valueOf(value), end));
    }

    private static Optional<Amount> strict(List<String> words, int i) {
        var total = BigDecimal.ZERO;
        int at = i;
        boolean any = false;
        for (int groups = 0; groups < MOST_GROUPS; groups++) {
            int from = any && is(words, at, "and") ? at + 1 : at;
            var group = group(words, from);
            if (group.isEmpty()) {
                break;
            }
            var scale = SCALES.get(word(words, group.get().end()));
            if (scale == null) {
                boolean ends = !any || group.get().value().compareTo(THOUSAND) < 0;
                total = ends ? total.add(group.get().value()) : total;
                at = ends ? group.get().end() : at;
                any = true;
                break;
            }
            total = total.add(group.get().value().multiply(scale));
            at = group.get().end() + 1;
            any = true;
        }
        return any ? Optional.of(new Amount(total, at)) : Optional.empty();
    }

    /** What stands before a "thousand" or at the end: below a thousand, with its fraction. */
    private static Optional<Amount> group(List<String> words, int i) {
        var typed = typed(word(words, i));
        if (typed.isPresent()) {
            return Optional.of(fraction(words, new Amount(typed.get(), i + 1)));
        }
        boolean article = ARTICLES.contains(word(words, i));
        if (article) {
            String noun = word(words, i + 1);
            if (noun.equals("hundred")) {
                return Optional.of(hundreds(words, new Amount(BigDecimal.ONE, i + 1)));
            }
            return SCALES.containsKey(noun) && noun.length() > 1
                    ? Optional.of(new Amount(BigDecimal.ONE, i + 1))
                    : Optional.empty();
        }
        return Numbers.at(words, i)
                .map(read -> new Amount(BigDecimal.valueOf(read.value()), read.end()))
                .map(amount -> fraction(words, hundreds(words, amount)));
    }

    private static Amount hundreds(List<String> words, Amount amount) {
        if (!is(words, amount.end(), "hundred")) {
            return amount;
        }
        var hundreds = amount.times(HUNDRED, amount.end() + 1);
        int from = is(words, hundreds.end(), "and") ? hundreds.end() + 1 : hundreds.end();
        return Numbers.at(words, from)
                .filter(_ -> !Numbers.isFigure(word(words, from)))
                .map(rest -> hundreds.plus(BigDecimal.valueOf(rest.value()), rest.end()))
                .orElse(hundreds);
    }

    /** "Point five", "and a half", "and a quarter". */
    private static Amount fraction(List<String> words, Amount amount) {
        int end = amount.end();
        if (is(words, end, "point")) {
            var digits = new StringBuilder();
            int at = end + 1;
            while (digits.length() < 6 && DigitRuns.isDigitWord(word(words, at))) {
                digits.append(DigitRuns.digit(word(words, at)));
                at++;
            }
            return digits.isEmpty() ? amount : amount.plus(new BigDecimal("0." + digits), at);
        }
        var part = PARTS.get(word(words, end + 2));
        return part != null && is(words, end, "and") && ARTICLES.contains(word(words, end + 1))
                ? amount.plus(part, end + 3)
                : amount;
    }

    /** A number in figures, with or without signs: "1,200", "49.90", "1.200,50". */
    static Optional<BigDecimal> typed(String word) {
        if (word.isEmpty() || !Numbers.isFigure(word.substring(0, 1))
                || !TYPED.matcher(word).matches()) {
            return Optional.empty();
        }
        int last = Math.max(word.lastIndexOf('.'), word.lastIndexOf(','));
        boolean decimals = last >= 0 && (word.length() - last != 4
                || !GROUPED.matcher(word).matches());
        String whole = (decimals ? word.substring(0, last) : word).replaceAll("[.,]", "");
        return Optional
                .of(new BigDecimal(decimals ? whole + "." + word.substring(last + 1) : whole));
    }
}
