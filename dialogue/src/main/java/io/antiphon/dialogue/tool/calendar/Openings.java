package io.antiphon.dialogue.tool.calendar;

import io.antiphon.dialogue.tool.calendar.Busy.Time;
import io.antiphon.dialogue.tool.spec.BuiltIn.Hours;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** The slots that the rules allow. Pure. */
record Openings(Hours hours) {

    /** What may be booked at this moment. */
    Time bookable(Instant now) {
        return new Time(now.plus(hours.notice()), now.plus(hours.horizon()));
    }

    /** Those of one day that lie wholly in a stretch of time, in order. */
    List<Time> of(LocalDate day, Time stretch) {
        var slots = new ArrayList<Time>();
        for (var span : hours.open().getOrDefault(day.getDayOfWeek(), List.of())) {
            var last = day.atTime(span.until());
            for (var start = day.atTime(span.from()); !start.plus(hours.slot())
                    .isAfter(last); start = start.plus(hours.slot())) {
                var slot = time(start);
                if (!slot.from().isBefore(stretch.from())
                        && !slot.until().isAfter(stretch.until())) {
                    slots.add(slot);
                }
            }
        }
        return slots;
    }

    private Time time(LocalDateTime start) {
        var from = start.atZone(hours.zone()).toInstant();
        return new Time(from, from.plus(hours.slot()));
    }

    /** As tools say it. */
    String written(Instant at) {
        return LocalDateTime.ofInstant(at, hours.zone()).toString();
    }

    LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, hours.zone());
    }
}
