package io.antiphon.dialogue.campaign.business;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * When a business is open.
 *
 * @param week by day, in order; a day that is missing is closed
 * @param closed days on which it is closed all the same
 */
public record Hours(Map<DayOfWeek, List<Span>> week, Set<LocalDate> closed) {

    /** From a time, included, to a time of the same day, not included. */
    public record Span(LocalTime from, LocalTime to) {
        public Span {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("from " + from + " to " + to);
            }
        }

        boolean includes(LocalTime time) {
            return !time.isBefore(from) && time.isBefore(to);
        }
    }

    public Hours {
        var copy = new EnumMap<DayOfWeek, List<Span>>(DayOfWeek.class);
        week.forEach((day, spans) -> copy.put(day, List.copyOf(spans)));
        week = java.util.Collections.unmodifiableMap(copy);
        closed = Set.copyOf(closed);
    }

    boolean include(LocalDateTime now) {
        return !closed.contains(now.toLocalDate())
                && week.getOrDefault(now.getDayOfWeek(), List.of())
                        .stream()
                        .anyMatch(span -> span.includes(now.toLocalTime()));
    }

    /** "Monday to Friday from nine to twelve and from two to six, and Saturday from nine to twelve". */
    String spoken() {
        var parts = new ArrayList<String>();
        for (int first = 1; first <= 7; first++) {
            var spans = week.getOrDefault(DayOfWeek.of(first), List.of());
            int last = first;
            while (last < 7 && week.getOrDefault(DayOfWeek.of(last + 1), List.of()).equals(spans)) {
                last++;
            }
            if (!spans.isEmpty()) {
                parts.add(days(first, last) + " " + listed(spans.stream()
                        .map(span -> "from " + Clocks.spoken(span.from()) + " to "
                                + Clocks.spoken(span.to()))
                        .toList()));
            }
            first = last;
        }
        return listed(parts);
    }

    private static String days(int first, int last) {
        String from = name(first);
        if (first == last) {
            return from;
        }
        return from + (last == first + 1 ? " and " : " to ") + name(last);
    }

    private static String name(int day) {
        return DayOfWeek.of(day).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static String listed(List<String> parts) {
        return parts.size() < 2
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, parts.size() - 1)) + " and "
                        + parts.getLast();
    }
}
