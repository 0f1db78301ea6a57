package io.antiphon.dialogue.extract.when;

import io.antiphon.dialogue.extract.word.Vocabulary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names of days and months, as heard and as said. */
final class Weekdays {

    static final List<String> WEEKDAYS = List.of("monday", "tuesday", "wednesday", "thursday",
            "friday", "saturday", "sunday");
    static final List<String> MONTHS = List.of("january", "february", "march", "april", "may",
            "june", "july", "august", "september", "october", "november", "december");
    private static final List<String> SHORT_MONTHS = List.of("jan", "feb", "mar", "apr", "may",
            "jun", "jul", "aug", "sept", "oct", "nov", "dec");
    private static final Vocabulary KNOWN_DAYS = new Vocabulary(WEEKDAYS);
    private static final Vocabulary KNOWN_MONTHS = new Vocabulary(MONTHS);
    private static final int SHORTEST = 5;

    private Weekdays() {}

    /** The weekday meant, also where a letter is wrong. */
    static Optional<String> weekday(String word) {
        String singular = word.endsWith("days") ? word.substring(0, word.length() - 1) : word;
        return singular.length() < SHORTEST
                ? Optional.empty()
                : KNOWN_DAYS.closest(singular);
    }

    /** From 0 for January; -1 for what is none. */
    static int month(String word) {
        int month = MONTHS.indexOf(word);
        if (month >= 0) {
            return month;
        }
        int abbreviated = SHORT_MONTHS.indexOf(word);
        if (abbreviated >= 0 || word.length() <= SHORTEST) {
            return abbreviated;
        }
        return KNOWN_MONTHS.closest(word).map(MONTHS::indexOf).orElse(-1);
    }

    static String capital(String word) {
        return word.isEmpty()
                ? word
                : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
