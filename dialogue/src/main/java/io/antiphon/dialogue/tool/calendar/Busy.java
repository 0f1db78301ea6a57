package io.antiphon.dialogue.tool.calendar;

import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.DateOrDateTimeProperty;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;

/**
 * When a calendar has something on, recurring events included. Events without a time take their whole days;
 * those without a zone are in the zone of the hours.
 */
record Busy(ICalendar calendar, ZoneId zone) {

    private static final int MOST_OCCURRENCES = 2000;
    private static final Duration A_DAY = Duration.ofDays(1);

    /** From this instant until before that one. */
    record Time(Instant from, Instant until) {

        boolean overlaps(Time other) {
            return from.isBefore(other.until) && other.from.isBefore(until);
        }
    }

    /** All that reaches into a stretch of time. */
    List<Time> within(Time stretch) {
        var busy = new ArrayList<Time>();
        calendar.getEvents().stream().filter(Busy::takesTime).forEach(event -> {
            var start = Optional.ofNullable(event.getDateStart())
                    .flatMap(property -> instant(property));
            start.ifPresent(first -> addOccurrences(event, first, stretch, busy));
        });
        return busy;
    }

    private void addOccurrences(VEvent event, Instant first, Time stretch, List<Time> busy) {
        var length = length(event, first);
        // The library reads a time without a zone in the zone of this machine; what it iterates is moved likewise.
        var shift = Duration.between(event.getDateStart().getValue().toInstant(), first);
        var dates = event.getDateIterator(TimeZone.getTimeZone(zone));
        dates.advanceTo(Date.from(stretch.from().minus(length).minus(shift)));
        for (int i = 0; i < MOST_OCCURRENCES && dates.hasNext(); i++) {
            var from = dates.next().toInstant().plus(shift);
            var time = new Time(from, from.plus(length));
            if (!from.isBefore(stretch.until())) {
                return;
            }
            if (time.overlaps(stretch)) {
                busy.add(time);
            }
        }
    }

    private Duration length(VEvent event, Instant first) {
        var end = Optional.ofNullable(event.getDateEnd()).flatMap(this::instant);
        if (end.isPresent() && end.get().isAfter(first)) {
            return Duration.between(first, end.get());
        }
        return Optional.ofNullable(event.getDuration())
                .map(duration -> Duration.ofMillis(duration.getValue().toMillis()))
                .orElseGet(() -> event.getDateStart().getValue().hasTime()
                        ? Duration.ofSeconds(1)
                        : A_DAY);
    }

    private Optional<Instant> instant(DateOrDateTimeProperty property) {
        var value = Optional.ofNullable(property.getValue());
        if (value.isEmpty()) {
            return Optional.empty();
        }
        boolean floating = !value.get().hasTime()
                || calendar.getTimezoneInfo().isFloating(property);
        var raw = Optional.ofNullable(value.get().getRawComponents()).filter(_ -> floating);
        return Optional.of(raw
                .map(parts -> LocalDateTime.of(parts.getYear(), parts.getMonth(), parts.getDate(),
                        parts.getHour(), parts.getMinute(), parts.getSecond())
                        .atZone(zone)
                        .toInstant())
                .orElseGet(() -> value.get().toInstant()));
    }

    private static boolean takesTime(VEvent event) {
        boolean cancelled = event.getStatus() != null && event.getStatus().isCancelled();
        boolean transparent = event.getTransparency() != null
                && event.getTransparency().isTransparent();
        return !cancelled && !transparent;
    }
}
