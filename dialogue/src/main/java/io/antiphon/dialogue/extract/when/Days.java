package io.antiphon.dialogue.extract.when;

import static io.antiphon.dialogue.extract.word.Sequence.is;
import static io.antiphon.dialogue.extract.word.Sequence.word;

import io.antiphon.dialogue.extract.number.Numbers;
import io.antiphon.dialogue.extract.word.Found;
import io.antiphon.dialogue.extract.word.Match;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Days as callers say them, whichever they are: weekdays, today and tomorrow, dates. */
public final class Days {

    private static final double PLAIN = 0.95;
    private static final int LAST_OF_MONTH = 31;

    private Days() {}

    public static List<String> weekdays() {
        return Weekdays.WEEKDAYS;
    }

    public static List<String> months() {
        return Weekdays.MONTHS;
    }

    /** The day meant: of several, the last one that was not ruled out. */
    public static Optional<Found> in(List<String> words) {
        return Match.meant(words, Days::at);
    }

    private static Optional<Match> at(List<String> words, int i) {
        String word = words.get(i);
        if (word.equals("today") || word.equals("tomorrow")) {
            boolean after = word.equals("tomorrow") && is(words, i - 1, "after")
                    && is(words, i - 2, "day");
            String day = after ? "the day after tomorrow" : word;
            return Optional.of(match(day, day, i + 1));
        }
        return Weekdays.weekday(word)
                .map(day -> weekday(day, is(words, i - 1, "next"), i + 1))
                .or(() -> date(words, i));
    }

    private static Match weekday(String weekday, boolean next, int end) {
        String day = Weekdays.capital(weekday);
        return next
                ? match("next " + weekday, "next " + day, end)
                : match(weekday, day, end);
    }

    private static Optional<Match> date(List<String> words, int i) {
        var day = Numbers.ordinalAt(words, i).filter(read -> read.value() <= LAST_OF_MONTH);
        if (day.isEmpty() || day.get().value() == 0) {
            return Optional.empty();
        }
        int number = day.get().value();
        int behind = day.get().end();
        int month = Weekdays.MONTHS
                .indexOf(word(words, is(words, behind, "of") ? behind + 1 : behind));
        if (month < 0) {
            month = Weekdays.MONTHS.indexOf(word(words, is(words, i - 1, "the") ? i - 2 : i - 1));
        }
        String ordinal = "the " + Numbers.spokenOrdinal(number);
        if (month >= 0) {
            return Optional.of(match(String.format(Locale.ROOT, "%02d-%02d", month + 1, number),
                    ordinal + " of " + Weekdays.capital(Weekdays.MONTHS.get(month)), behind));
        }
        // "The second" is a day; "just a second" and "second thoughts" are not.
        boolean theDay = is(words, i - 1, "the") && behind == words.size();
        return theDay
                ? Optional.of(match("day " + number, ordinal, behind))
                : Optional.empty();
    }

    private static Match match(String value, String spoken, int end) {
        return new Match(new Found(value, spoken, PLAIN), end);
    }
}
