package io.antiphon.dialogue.extract.when;

import static io.antiphon.dialogue.extract.word.Sequence.is;
import static io.antiphon.dialogue.extract.word.Sequence.word;

import io.antiphon.dialogue.extract.number.Numbers;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;

/** Which Tuesday is meant: "on Tuesday", "next Tuesday", "Tuesday week", "Tuesday the fourteenth". */
final class WeekdayDates {

    private static final double PLAIN = 0.95;
    /** "Next Tuesday", said on a Monday, is tomorrow for some. */
    private static final double DISPUTED = 0.7;
    private static final double AGREED = 0.9;
    private static final double CONTRADICTORY = 0.4;

    private final Today today;

    /** A day, how sure that is, and the place behind. */
    record Day(LocalDate date, double sureness, int end) {}

    WeekdayDates(Today today) {
        this.today = today;
    }

    Optional<Day> at(List<String> words, int i) {
        int behindWeek = aWeekFrom(words, i);
        if (behindWeek > i) {
            return weekday(words, behindWeek)
                    .map(day -> new Day(today.weekday(day).plusWeeks(1), PLAIN, behindWeek + 1));
        }
        boolean nextWeek = isWeek(words, i, "next");
        int at = nextWeek ? is(words, i + 2, "on") ? i + 3 : i + 2 : i;
        var day = weekday(words, at);
        if (day.isEmpty()) {
            return Optional.empty();
        }
        var plain = nextWeek
                ? new Day(today.weekdayOfNextWeek(day.get()), PLAIN, at + 1)
                : modified(words, at, day.get());
        return Optional.of(withDate(words, plain, day.get()));
    }

    private Day modified(List<String> words, int i, DayOfWeek day) {
        int end = i + 1;
        if (is(words, end, "week")) {
            return new Day(today.weekday(day).plusWeeks(1), PLAIN, end + 1);
        }
        int behindOf = is(words, end, "of") ? end + 1 : end;
        if (isWeek(words, behindOf, "next")) {
            return new Day(today.weekdayOfNextWeek(day), PLAIN, behindOf + 2);
        }
        if (isWeek(words, behindOf, "this")) {
            return new Day(today.thisWeekday(day), PLAIN, behindOf + 2);
        }
        if (is(words, end, "in") || is(words, end, "after")) {
            var later = inWeeks(words, end, day);
            if (later.isPresent()) {
                return later.get();
            }
        }
        return before(words, i, day);
    }

    private Optional<Day> inWeeks(List<String> words, int i, DayOfWeek day) {
        if (is(words, i, "after") && is(words, i + 1, "next")) {
            return Optional.of(new Day(today.weekdayOfNextWeek(day).plusWeeks(1), AGREED, i + 2));
        }
        return Numbers.at(words, i + 1)
                .filter(count -> word(words, count.end()).startsWith("week"))
                .map(count -> new Day(today.weekday(day).plusWeeks(count.value() - 1L), DISPUTED,
                        count.end() + 1));
    }

    private Day before(List<String> words, int i, DayOfWeek day) {
        int end = i + 1;
        return switch (word(words, i - 1)) {
            case "next" -> {
                var date = today.weekdayOfNextWeek(day);
                boolean agreed = date.equals(today.date().with(TemporalAdjusters.next(day)));
                yield new Day(date, agreed ? AGREED : DISPUTED, end);
            }
            case "this", "coming" -> new Day(today.thisWeekday(day), PLAIN, end);
            case "last" -> new Day(today.date().with(TemporalAdjusters.previous(day)), AGREED, end);
            default -> {
                boolean today = this.today.date().getDayOfWeek() == day;
                yield new Day(this.today.weekday(day), today ? DISPUTED : PLAIN, end);
            }
        };
    }

    /** "Tuesday the fourteenth": the date counts, and is doubted where it is no Tuesday. */
    private Day withDate(List<String> words, Day weekday, DayOfWeek day) {
        int from = is(words, weekday.end(), "the") ? weekday.end() + 1 : weekday.end();
        var ordinal = Numbers.ordinalAt(words, from);
        boolean ofMonth = ordinal.filter(read -> isMonth(words, read.end())).isPresent();
        boolean monthFirst = Weekdays.month(word(words, from)) >= 0;
        if (ordinal.isEmpty() || ofMonth || monthFirst || from == weekday.end()) {
            return weekday;
        }
        return today.dayOfMonth(ordinal.get().value())
                .map(date -> new Day(date, date.getDayOfWeek() == day ? PLAIN : CONTRADICTORY,
                        ordinal.get().end()))
                .orElse(weekday);
    }

    private static boolean isMonth(List<String> words, int i) {
        return Weekdays.month(word(words, is(words, i, "of") ? i + 1 : i)) >= 0;
    }

    /** Behind "a week on", "a week from"; otherwise the place itself. */
    private static int aWeekFrom(List<String> words, int i) {
        boolean week = (is(words, i, "a") || is(words, i, "one")) && is(words, i + 1, "week");
        return week && (is(words, i + 2, "on") || is(words, i + 2, "from")) ? i + 3 : i;
    }

    private static boolean isWeek(List<String> words, int i, String which) {
        return is(words, i, which) && is(words, i + 1, "week");
    }

    private static Optional<DayOfWeek> weekday(List<String> words, int i) {
        return Weekdays.weekday(word(words, i))
                .map(day -> DayOfWeek.of(Weekdays.WEEKDAYS.indexOf(day) + 1));
    }
}
