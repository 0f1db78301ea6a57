package io.antiphon.dialogue.extract.when;

import static io.antiphon.dialogue.extract.word.Sequence.is;
import static io.antiphon.dialogue.extract.word.Sequence.word;

import io.antiphon.dialogue.extract.number.Numbers;
import java.util.List;
import java.util.Optional;

/** Years as they are said: "nineteen eighty four", "two thousand and five", "twenty oh five", "1984". */
final class Years {

    private static final int CENTURY = 100;

    private Years() {}

    /**
     * The year that begins at a place.
     *
     * @param today two digits are the year nearest to it, or before it where days that have been are meant
     */
    static Optional<Numbers.Read> at(List<String> words, int start, Today today) {
        int i = is(words, start, "in") || is(words, start, "of") ? start + 1 : start;
        String word = word(words, i);
        if (word.length() == 4 && Numbers.isFigure(word)) {
            return Optional.of(new Numbers.Read(Integer.parseInt(word), i + 1));
        }
        var first = Numbers.at(words, i);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        int value = first.get().value();
        int end = first.get().end();
        if (value == 2 && is(words, end, "thousand")) {
            int from = is(words, end + 1, "and") ? end + 2 : end + 1;
            return Optional.of(Numbers.at(words, from)
                    .filter(rest -> rest.value() > 0)
                    .map(rest -> new Numbers.Read(2000 + rest.value(), rest.end()))
                    .orElse(new Numbers.Read(2000, end + 1)));
        }
        return value == 19 || value == 20 || value == 18
                ? century(words, value, end)
                : twoDigits(first.get(), today);
    }

    private static Optional<Numbers.Read> century(List<String> words, int century, int end) {
        if (is(words, end, "hundred")) {
            return Optional.of(new Numbers.Read(century * CENTURY, end + 1));
        }
        boolean oh = is(words, end, "oh") || is(words, end, "o");
        return Numbers.at(words, oh ? end + 1 : end)
                .filter(rest -> oh ? rest.value() < 10 : rest.value() >= 10)
                .map(rest -> new Numbers.Read(century * CENTURY + rest.value(), rest.end()));
    }

    /** "Eighty four", behind a birthday. */
    private static Optional<Numbers.Read> twoDigits(Numbers.Read read, Today today) {
        int thisYear = today.date().getYear();
        if (!today.backwards() || read.value() < 10) {
            return Optional.empty();
        }
        int year = thisYear / CENTURY * CENTURY + read.value();
        return Optional.of(new Numbers.Read(year > thisYear ? year - CENTURY : year, read.end()));
    }

    /** A year typed with two digits or four. */
    static int typed(String digits, Today today) {
        int value = Integer.parseInt(digits);
        if (digits.length() > 2) {
            return value;
        }
        int year = today.date().getYear() / CENTURY * CENTURY + value;
        return today.backwards() && year > today.date().getYear() ? year - CENTURY : year;
    }
}
