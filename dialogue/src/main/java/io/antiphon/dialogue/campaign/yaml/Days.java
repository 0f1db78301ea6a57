package io.antiphon.dialogue.campaign.yaml;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Days of the week as templates write them: {@code mon}, {@code mon-fri}. */
final class Days {

    static final String EXPECTED = "a day such as mon, or days such as mon-fri";

    private static final List<String> NAMES = List.of("mon", "tue", "wed", "thu", "fri", "sat",
            "sun");

    private Days() {}

    static Optional<Set<DayOfWeek>> read(String text) {
        var parts = text.toLowerCase(Locale.ROOT).split("\\s*-\\s*", 2);
        int first = NAMES.indexOf(parts[0]);
        int last = parts.length == 2 ? NAMES.indexOf(parts[1]) : first;
        if (first < 0 || last < first) {
            return Optional.empty();
        }
        return Optional.of(EnumSet.range(DayOfWeek.of(first + 1), DayOfWeek.of(last + 1)));
    }
}
