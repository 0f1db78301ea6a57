package io.antiphon.dialogue.extract.when;

import static io.antiphon.dialogue.extract.word.Sequence.is;
import static io.antiphon.dialogue.extract.word.Sequence.word;

import io.antiphon.dialogue.extract.number.Numbers;
import io.antiphon.dialogue.extract.word.Corrections;
import io.antiphon.dialogue.extract.word.Found;
import io.antiphon.dialogue.extract.word.Match;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Days of the calendar, worked out from today: "tomorrow", "Tuesday week", "the fourteenth", "March fourteenth
 * nineteen eighty four", "end of the month".
 */
public final class Dates {

    private static final double PLAIN = 0.95;
    /** "The fourteenth", of which month is left to us. */
    private static final double OF_SOME_MONTH = 0.85;
    private static final double ASKED_FOR = 0.7;
    private static final double BARE_NUMBER = 0.5;
    /** What may follow "the fourteenth"; "the second floor" is no day. */
    private static final Set<String> BEHIND_A_DAY = Set.of("at", "please", "in", "would", "is",
            "if",
            "and", "around", "or", "for", "then", "from", "works", "after", "before", "to", "i",
            "not", "thanks", "thank", "maybe", "sounds", "will", "um", "uh", "s");

    private final Today today;
    private final boolean asked;

    private Dates(Today today, boolean asked) {
        this.today = today;
        this.asked = asked;
    }

    /**
     * The day meant.
     *
     * @param backwards whether days are meant that have been, as birthdays are
     * @param asked whether a bare ordinal or number is a day
     */
    public static Optional<Found> in(List<String> words, LocalDate today, boolean backwards,
            boolean asked) {
        var dates = new Dates(new Today(today, backwards), asked);
        return Corrections.latest(words, take -> Match.meant(take, dates::at));
    }

    static Found found(LocalDate date, Today today, double sureness) {
        return new Found(date.toString(), today.spoken(date), sureness);
    }

    private Optional<Match> at(List<String> words, int i) {
        return TypedDates.at(word(words, i), today)
                .map(found -> new Match(found, i + 1))
                .or(() -> near(words, i))
                .or(() -> Spans.dayAt(words, i, today.date())
                        .map(day -> match(day.date(), PLAIN, day.end())))
                .or(() -> new WeekdayDates(today).at(words, i).map(this::match))
                .or(() -> monthFirst(words, i))
                .or(() -> dayFirst(words, i))
                .or(() -> endOfMonth(words, i));
    }

    private Optional<Match> near(List<String> words, int i) {
        boolean the = is(words, i, "the");
        int from = the ? i + 1 : i;
        if (is(words, from, "day") && is(words, from + 1, "after")
                && is(words, from + 2, "tomorrow")) {
            return Optional.of(match(today.date().plusDays(2), PLAIN, from + 3));
        }
        if (is(words, from, "day") && is(words, from + 1, "before")
                && is(words, from + 2, "yesterday")) {
            return Optional.of(match(today.date().minusDays(2), PLAIN, from + 3));
        }
        return switch (word(words, i)) {
            case "today", "tonight" -> Optional.of(match(today.date(), PLAIN, i + 1));
            case "tomorrow" -> Optional.of(match(today.date().plusDays(1), PLAIN, i + 1));
            case "yesterday" -> Optional.of(match(today.date().minusDays(1), PLAIN, i + 1));
            case "christmas" -> Optional.of(feast(words, i, Month.DECEMBER, 25));
            default -> Optional.empty();
        };
    }

    private Match feast(List<String> words, int i, Month month, int day) {
        boolean eve = is(words, i + 1, "eve");
        boolean named = eve || is(words, i + 1, "day");
        return new Match(inYear(words, month, eve ? day - 1 : day, named ? i + 2 : i + 1, PLAIN)
                .found(), named ? i + 2 : i + 1);
    }

    /** "March fourteenth", "March the fourteenth", "March fourteen". */
    private Optional<Match> monthFirst(List<String> words, int i) {
        int month = Weekdays.month(word(words, i));
        if (month < 0) {
            return Optional.empty();
        }
        int from = is(words, i + 1, "the") ? i + 2 : i + 1;
        return Numbers.ordinalAt(words, from)
                .or(() -> Numbers.at(words, from))
                .map(day -> inYear(words, Month.of(month + 1), day.value(), day.end(), PLAIN));
    }

    /** "The fourteenth of March", "fourteen March", "the fourteenth". */
    private Optional<Match> dayFirst(List<String> words, int i) {
        int from = is(words, i, "the") ? i + 1 : i;
        var ordinal = Numbers.ordinalAt(words, from);
        var day = ordinal.or(() -> Numbers.at(words, from));
        if (day.isEmpty()) {
            return Optional.empty();
        }
        int behind = day.get().end();
        int monthAt = is(words, behind, "of") ? behind + 1 : behind;
        int month = Weekdays.month(word(words, monthAt));
        if (month >= 0) {
            return Optional.of(inYear(words, Month.of(month + 1), day.get().value(), monthAt + 1,
                    PLAIN));
        }
        return ordinal.isPresent()
                ? dayOfMonth(words, i, ordinal.get())
                : Optional.of(day.get())
                        .filter(number -> asked && words.size() <= 3 && number.value() <= 31
                                && endsDay(words, number.end()))
                        .flatMap(number -> dayOfMonth(number.value(), BARE_NUMBER, number.end()));
    }

    private Optional<Match> dayOfMonth(List<String> words, int i, Numbers.Read day) {
        if (isThisMonth(words, day.end())) {
            boolean next = is(words, day.end() + 1, "next");
            var month = YearMonth.from(today.date()).plusMonths(next ? 1 : 0);
            return Optional.of(month.isValidDay(day.value())
                    ? match(month.atDay(day.value()), PLAIN, day.end() + 3)
                    : new Match(Found.impossible(month.toString()), day.end() + 3));
        }
        boolean theDay = is(words, i, "the") && endsDay(words, day.end());
        // "Just a second."
        boolean moment = is(words, i - 1, "a") || is(words, i - 1, "one");
        return theDay || (asked && !moment)
                ? dayOfMonth(day.value(), theDay ? OF_SOME_MONTH : ASKED_FOR, day.end())
                : Optional.empty();
    }

    private static boolean endsDay(List<String> words, int i) {
        return i == words.size() || BEHIND_A_DAY.contains(word(words, i));
    }

    private static boolean isThisMonth(List<String> words, int i) {
        return is(words, i, "of") && is(words, i + 2, "month")
                && Set.of("this", "the", "next").contains(word(words, i + 1));
    }

    private Optional<Match> dayOfMonth(int day, double sureness, int end) {
        return day < 1
                ? Optional.empty()
                : Optional.of(today.dayOfMonth(day)
                        .map(date -> match(date, sureness, end))
                        .orElseGet(() -> new Match(Found.impossible("day " + day), end)));
    }

    /** A day of a month, of the year that follows or else of the nearest. */
    private Match inYear(List<String> words, Month month, int day, int end, double sureness) {
        var year = Years.at(words, end, today);
        int behind = year.map(Numbers.Read::end).orElse(end);
        var date = year.map(Numbers.Read::value)
                .map(each -> dayOf(YearMonth.of(each, month), day))
                .orElseGet(() -> today.dayOfYear(month, day));
        return date.map(each -> match(each, sureness, behind))
                .orElseGet(() -> new Match(Found.impossible(month + " " + day), behind));
    }

    private static Optional<LocalDate> dayOf(YearMonth month, int day) {
        return month.isValidDay(day) ? Optional.of(month.atDay(day)) : Optional.empty();
    }

    /** "End of the month", "at the end of next month", "the beginning of next month". */
    private Optional<Match> endOfMonth(List<String> words, int i) {
        boolean last = is(words, i, "end");
        boolean first = is(words, i, "beginning") || is(words, i, "start");
        if ((!last && !first) || !isThisMonth(words, i + 1)) {
            return Optional.empty();
        }
        boolean next = is(words, i + 2, "next");
        var month = YearMonth.from(today.date()).plusMonths(next ? 1 : 0);
        return Optional.of(match(last ? month.atEndOfMonth() : month.atDay(1), ASKED_FOR, i + 4));
    }

    private Match match(WeekdayDates.Day day) {
        return match(day.date(), day.sureness(), day.end());
    }

    private Match match(LocalDate date, double sureness, int end) {
        return new Match(found(date, today, sureness), end);
    }
}
