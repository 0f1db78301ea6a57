package io.antiphon.dialogue.extract.when;

import io.antiphon.dialogue.extract.word.Found;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates in figures, as they are typed: {@code 2026-03-14}, {@code 14.3.}, {@code 3/14/2026}. */
final class TypedDates {

    private static final double PLAIN = 0.95;
    /** Both could be the month; Americans put it first. */
    private static final double EITHER = 0.6;
    private static final Pattern ISO = Pattern.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})");
    private static final Pattern SLASHES = Pattern
            .compile("([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}|[0-9]{2}))?");
    private static final Pattern DOTS = Pattern
            .compile("([0-9]{1,2})\\.([0-9]{1,2})(?:\\.([0-9]{4}|[0-9]{2})?)?");
    private static final int MONTHS = 12;

    private TypedDates() {}

    static Optional<Found> at(String word, Today today) {
        if (word.isEmpty() || !Character.isDigit(word.charAt(0))) {
            return Optional.empty();
        }
        var iso = ISO.matcher(word);
        if (iso.matches()) {
            return Optional.of(date(today, Integer.parseInt(iso.group(1)), number(iso, 2),
                    number(iso, 3), PLAIN));
        }
        var dots = DOTS.matcher(word);
        if (dots.matches()) {
            return Optional.of(dated(today, dots, number(dots, 2), number(dots, 1), PLAIN));
        }
        var slashes = SLASHES.matcher(word);
        if (!slashes.matches()) {
            return Optional.empty();
        }
        int first = number(slashes, 1);
        int second = number(slashes, 2);
        boolean dayFirst = first > MONTHS;
        double sureness = first > MONTHS || second > MONTHS || first == second ? PLAIN : EITHER;
        return Optional.of(dayFirst
                ? dated(today, slashes, second, first, sureness)
                : dated(today, slashes, first, second, sureness));
    }

    private static Found dated(Today today, Matcher typed, int month, int day, double sureness) {
        String year = Optional.ofNullable(typed.group(3)).orElse("");
        if (!year.isEmpty()) {
            return date(today, Years.typed(year, today), month, day, sureness);
        }
        return month < 1 || month > MONTHS
                ? Found.impossible(typed.group())
                : today.dayOfYear(Month.of(month), day)
                        .map(date -> Dates.found(date, today, sureness))
                        .orElseGet(() -> Found.impossible(typed.group()));
    }

    private static Found date(Today today, int year, int month, int day, double sureness) {
        try {
            return Dates.found(LocalDate.of(year, month, day), today, sureness);
        } catch (DateTimeException _) {
            return Found.impossible(year + "-" + month + "-" + day);
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
