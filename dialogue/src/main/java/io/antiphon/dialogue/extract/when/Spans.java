package io.antiphon.dialogue.extract.when;

import static io.antiphon.dialogue.extract.word.Sequence.is;
import static io.antiphon.dialogue.extract.word.Sequence.isAnyOf;
import static io.antiphon.dialogue.extract.word.Sequence.word;

import io.antiphon.dialogue.extract.number.Numbers;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Stretches of time that are counted from now: "in three days", "two weeks ago", "in half an hour". */
final class Spans {

    private static final Set<String> FROM_NOW = Set.of("now", "today");
    private static final int MINUTES_OF_HOUR = 60;

    /** How much of what, and the place behind it. */
    private record Span(int count, String unit, int end) {}

    /** A day and the place behind what told it. */
    record Day(LocalDate date, int end) {}

    /** A moment and the place behind what told it. */
    record Moment(LocalDateTime time, int end) {}

    private Spans() {}

    /** "In three days", "a week from today", "three days ago", "in a fortnight". */
    static Optional<Day> dayAt(List<String> words, int i, LocalDate today) {
        boolean in = is(words, i, "in") || is(words, i, "within");
        return span(words, in ? i + 1 : i).flatMap(span -> behind(words, span, in)
                .flatMap(tense -> plus(today.plusDays(tense.days()), tense.sign() * span.count(),
                        span.unit())
                        .map(date -> new Day(date, tense.end()))));
    }

    /** Whether a span is ahead or past, the days added to it, and the place behind. */
    private record Tense(int sign, int days, int end) {}

    private static Optional<Tense> behind(List<String> words, Span span, boolean in) {
        int end = span.end();
        if (is(words, end, "ago")) {
            return Optional.of(new Tense(-1, 0, end + 1));
        }
        if (is(words, end, "from")) {
            boolean tomorrow = is(words, end + 1, "tomorrow");
            return tomorrow || isAnyOf(words, end + 1, FROM_NOW)
                    ? Optional.of(new Tense(1, tomorrow ? 1 : 0, end + 2))
                    : Optional.empty();
        }
        return in
                ? Optional.of(new Tense(1, 0, is(words, end, "time") ? end + 1 : end))
                : Optional.empty();
    }

    /** "In twenty minutes", "in half an hour", "in an hour and a half". */
    static Optional<Moment> momentAt(List<String> words, int i, LocalDateTime now) {
        if (!is(words, i, "in") && !is(words, i, "within")) {
            return Optional.empty();
        }
        if (is(words, i + 1, "half") && is(words, i + 2, "an") && is(words, i + 3, "hour")) {
            return Optional.of(new Moment(now.plusMinutes(MINUTES_OF_HOUR / 2), i + 4));
        }
        if (is(words, i + 2, "quarter") && is(words, i + 3, "of") && is(words, i + 5, "hour")) {
            return Optional.of(new Moment(now.plusMinutes(MINUTES_OF_HOUR / 4), i + 6));
        }
        return span(words, i + 1).flatMap(span -> switch (span.unit()) {
            case "minute" ->
                Optional.of(new Moment(now.plusMinutes(span.count()), span.end()));
            case "hour" -> {
                boolean half = is(words, span.end(), "and") && is(words, span.end() + 2, "half");
                int minutes = span.count() * MINUTES_OF_HOUR + (half ? MINUTES_OF_HOUR / 2 : 0);
                yield Optional.of(new Moment(now.plusMinutes(minutes),
                        half ? span.end() + 3 : span.end()));
            }
            default -> Optional.empty();
        });
    }

    private static Optional<Span> span(List<String> words, int i) {
        int from = is(words, i, "about") ? i + 1 : i;
        boolean article = is(words, from, "a") || is(words, from, "an");
        if (article && is(words, from + 1, "couple")) {
            return unit(words, is(words, from + 2, "of") ? from + 3 : from + 2, 2);
        }
        if (article) {
            return unit(words, from + 1, 1);
        }
        return Numbers.at(words, from).flatMap(read -> unit(words, read.end(), read.value()));
    }

    private static Optional<Span> unit(List<String> words, int i, int count) {
        String word = word(words, i);
        String unit = word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
        return switch (unit) {
            case "minute", "hour", "day", "week", "fortnight", "month", "year" ->
                Optional.of(new Span(count, unit, i + 1));
            default -> Optional.empty();
        };
    }

    private static Optional<LocalDate> plus(LocalDate today, int count, String unit) {
        return switch (unit) {
            case "day" -> Optional.of(today.plusDays(count));
            case "week" -> Optional.of(today.plusWeeks(count));
            case "fortnight" -> Optional.of(today.plusWeeks(2L * count));
            case "month" -> Optional.of(today.plusMonths(count));
            case "year" -> Optional.of(today.plusYears(count));
            default -> Optional.empty();
        };
    }
}
