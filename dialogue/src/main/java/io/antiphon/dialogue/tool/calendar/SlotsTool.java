package io.antiphon.dialogue.tool.calendar;

import biweekly.ICalendar;
import biweekly.component.VEvent;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.dialogue.tool.Deeds;
import io.antiphon.dialogue.tool.Tool;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolResult.Cancelled;
import io.antiphon.dialogue.tool.ToolResult.Done;
import io.antiphon.dialogue.tool.ToolResult.Failed;
import io.antiphon.dialogue.tool.ToolResult.Refused;
import io.antiphon.dialogue.tool.ToolRun;
import io.antiphon.dialogue.tool.calendar.Busy.Time;
import io.antiphon.dialogue.tool.spec.BuiltIn.Hours;
import io.antiphon.dialogue.tool.spec.BuiltIn.Slots.Deed;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.time.WallClock;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** Finds, books and gives back slots of a calendar. A booking's id is its deed's, so booking twice books once. */
public final class SlotsTool implements Tool {

    private static final int MOST_OFFERED = 12;

    private final Deed deed;
    private final CalendarFile file;
    private final Openings openings;
    private final WallClock clock;

    public SlotsTool(Deed deed, CalendarFile file, Hours hours, WallClock clock) {
        this.deed = deed;
        this.file = file;
        this.openings = new Openings(hours);
        this.clock = clock;
    }

    @Override
    public boolean heedsKeys() {
        return true;
    }

    @Override
    public ToolRun begin(ToolCall call) {
        return new SlotsRun(call);
    }

    /** Over in a moment, so a cancel matters only before it begins. */
    private final class SlotsRun implements ToolRun {

        private final ToolCall call;
        private volatile boolean cancelled;

        SlotsRun(ToolCall call) {
            this.call = call;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public ToolResult await() {
            synchronized (file) {
                return cancelled ? new Cancelled(false) : work(call);
            }
        }
    }

    private ToolResult work(ToolCall call) {
        try {
            return switch (deed) {
                case FIND -> find(call.arguments());
                case BOOK -> book(call);
                case CANCEL -> giveBack(call.arguments().path("id").asText());
            };
        } catch (IOException e) {
            return new Failed(new EngineFailure(Kind.BROKEN, "tool " + call.tool(),
                    "the calendar cannot be read or written"), false);
        } catch (DateTimeException e) {
            return new Refused("there is no such day or time");
        }
    }

    private ToolResult find(ObjectNode arguments) throws IOException {
        var bookable = openings.bookable(clock.now());
        var calendar = file.read();
        var free = arguments.has("day")
                ? free(calendar, LocalDate.parse(arguments.path("day").asText()), bookable)
                : nextFree(calendar, bookable);
        return new Done(offered(free));
    }

    private ToolResult book(ToolCall call) throws IOException {
        String id = Deeds.id(call);
        var calendar = file.read();
        var booked = event(calendar, id);
        if (booked.isPresent()) {
            return new Done(answer(id, call.arguments().path("start").asText()));
        }
        var start = LocalDateTime.parse(call.arguments().path("start").asText());
        var free = free(calendar, start.toLocalDate(), openings.bookable(clock.now()));
        var slot = free.stream()
                .filter(each -> openings.written(each.from()).equals(start.toString()))
                .findFirst();
        if (slot.isEmpty()) {
            return new Refused("that is not free; free on that day: "
                    + String.join(", ", free.stream()
                            .limit(MOST_OFFERED)
                            .map(each -> openings.written(each.from()))
                            .toList()));
        }
        calendar.addEvent(event(id, slot.get(), call.arguments()));
        file.write(calendar);
        return new Done(answer(id, start.toString()));
    }

    private ToolResult giveBack(String id) throws IOException {
        var calendar = file.read();
        var booked = event(calendar, id);
        if (booked.isEmpty()) {
            return new Refused("there is no booking of that number");
        }
        calendar.removeComponent(booked.get());
        file.write(calendar);
        return new Done(JsonNodeFactory.instance.objectNode().put("id", id));
    }

    private List<Time> nextFree(ICalendar calendar, Time bookable) {
        var free = new ArrayList<Time>();
        var last = openings.day(bookable.until());
        for (var day = openings.day(bookable.from()); !day.isAfter(last)
                && free.size() < MOST_OFFERED; day = day.plusDays(1)) {
            free.addAll(free(calendar, day, bookable));
        }
        return free;
    }

    private List<Time> free(ICalendar calendar, LocalDate day, Time bookable) {
        var slots = openings.of(day, bookable);
        if (slots.isEmpty()) {
            return List.of();
        }
        var busy = new Busy(calendar, openings.hours().zone())
                .within(new Time(slots.getFirst().from(), slots.getLast().until()));
        return slots.stream().filter(slot -> busy.stream().noneMatch(slot::overlaps)).toList();
    }

    private ObjectNode offered(List<Time> free) {
        var answer = JsonNodeFactory.instance.objectNode();
        var slots = answer.putArray("slots");
        var times = answer.putArray("times");
        free.stream()
                .limit(MOST_OFFERED)
                .map(slot -> openings.written(slot.from()))
                .forEach(
                        start -> {
                            slots.add(start);
                            times.add(start.substring(start.indexOf('T') + 1));
                        });
        return answer.put("count", free.size());
    }

    private ObjectNode answer(String id, String start) {
        return JsonNodeFactory.instance.objectNode().put("id", id).put("start", start);
    }

    private VEvent event(String id, Time slot, ObjectNode arguments) {
        var event = new VEvent();
        event.setUid(id);
        event.setDateTimeStamp(Date.from(clock.now()));
        event.setDateStart(Date.from(slot.from()));
        event.setDateEnd(Date.from(slot.until()));
        event.setSummary(arguments.path("name").asText());
        if (arguments.has("about")) {
            event.setDescription(arguments.path("about").asText());
        }
        return event;
    }

    private static Optional<VEvent> event(ICalendar calendar, String id) {
        return calendar.getEvents()
                .stream()
                .filter(event -> event.getUid() != null && id.equals(event.getUid().getValue()))
                .findFirst();
    }
}
