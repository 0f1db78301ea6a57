package io.antiphon.dialogue.extract;

import io.antiphon.dialogue.extract.number.Numbers;
import io.antiphon.dialogue.extract.word.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Days as callers say them: weekdays, today and tomorrow, dates. */
final class Days {

    private static final List<String> WEEKDAYS = List.of("monday", "tuesday", "wednesday",
            "thursday", "friday", "saturday", "sunday");
    private static final List<String> MONTHS = List.of("january", "february", "march", "april",
            "may", "june", "july", "august", "september", "october", "november", "december");

    private Days() {}

    static List<String> weekdays() {
        return WEEKDAYS;
    }

    static List<String> months() {
        return MONTHS;
    }

    /** The day meant: of several, the last one that was not ruled out. */
    static Optional<FieldValue> in(List<String> words) {
        Optional<FieldValue> found = Optional.empty();
        for (int i = 0; i < words.size(); i++) {
            var day = at(words, i);
            if (day.isPresent() && !isRuledOut(words, i)) {
                found = day;
            }
        }
        return found;
    }

    private static Optional<FieldValue> at(List<String> words, int i) {
        String word = words.get(i);
        if (word.equals("today") || word.equals("tomorrow")) {
            boolean after = word.equals("tomorrow") && i >= 2 && words.get(i - 1).equals("after")
                    && words.get(i - 2).equals("day");
            String day = after ? "the day after tomorrow" : word;
            return Optional.of(new FieldValue(day, day));
        }
        var weekday = weekday(word);
        if (weekday.isPresent()) {
            boolean next = i > 0 && words.get(i - 1).equals("next");
            String day = capital(weekday.get());
            return Optional.of(next
                    ? new FieldValue("next " + weekday.get(), "next " + day)
                    : new FieldValue(weekday.get(), day));
        }
        return date(words, i);
    }

    private static Optional<String> weekday(String word) {
        String singular = word.endsWith("days") ? word.substring(0, word.length() - 1) : word;
        return singular.length() < 5 ? Optional.empty() : Spelling.closest(singular, WEEKDAYS);
    }

    private static Optional<FieldValue> date(List<String> words, int i) {
        var day = Numbers.ordinalAt(words, i);
        if (day.isEmpty()) {
            return Optional.empty();
        }
        int number = day.get().value();
        int behind = day.get().end();
        int month = month(words, is(words, behind, "of") ? behind + 1 : behind);
        if (month < 0) {
            month = month(words, is(words, i - 1, "the") ? i - 2 : i - 1);
        }
        if (month >= 0) {
            return Optional.of(new FieldValue(
                    String.format(Locale.ROOT, "%02d-%02d", month + 1, number),
                    "the " + Numbers.spokenOrdinal(number) + " of " + capital(MONTHS.get(month))));
        }
        // "The second" is a day; "just a second" and "second thoughts" are not.
        boolean theDay = is(words, i - 1, "the") && behind == words.size();
        return theDay
                ? Optional.of(new FieldValue("day " + number,
                        "the " + Numbers.spokenOrdinal(number)))
                : Optional.empty();
    }

    private static int month(List<String> words, int i) {
        return i >= 0 && i < words.size() ? MONTHS.indexOf(words.get(i)) : -1;
    }

    private static boolean is(List<String> words, int i, String word) {
        return i >= 0 && i < words.size() && words.get(i).equals(word);
    }

    private static boolean isRuledOut(List<String> words, int i) {
        for (int back = 1; back <= 2 && i - back >= 0; back++) {
            String before = words.get(i - back);
            if (List.of("not", "than", "instead").contains(before)) {
                return true;
            }
            if (!List.of("on", "of", "next").contains(before)) {
                return false;
            }
        }
        return false;
    }

    static String capital(String word) {
        return word.isEmpty()
                ? word
                : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
