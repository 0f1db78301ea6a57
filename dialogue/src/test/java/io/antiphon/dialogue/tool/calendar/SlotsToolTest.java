package io.antiphon.dialogue.tool.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.call.CallId;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolResult.Done;
import io.antiphon.dialogue.tool.ToolResult.Failed;
import io.antiphon.dialogue.tool.ToolResult.Refused;
import io.antiphon.dialogue.tool.spec.BuiltIn.Hours;
import io.antiphon.dialogue.tool.spec.BuiltIn.Hours.Span;
import io.antiphon.dialogue.tool.spec.BuiltIn.Slots.Deed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Monday the 2nd of March 2026, 07:00 in Berlin; open on Mondays from nine to eleven. */
class SlotsToolTest {

    private static final Hours HOURS = new Hours(ZoneId.of("Europe/Berlin"),
            Map.of(DayOfWeek.MONDAY, List.of(new Span(LocalTime.of(9, 0), LocalTime.of(11, 0)))),
            Duration.ofMinutes(30), Duration.ofMinutes(60), Duration.ofDays(8));
    private static final Instant NOW = Instant.parse("2026-03-02T06:00:00Z");

    @TempDir
    private Path folder;
    private Path path = Path.of("");

    @BeforeEach
    void begin() {
        path = folder.resolve("practice.ics");
    }

    @Test
    void freeSlotsAreThoseOfTheRules() {
        assertEquals(List.of("2026-03-02T09:00", "2026-03-02T09:30", "2026-03-02T10:00",
                "2026-03-02T10:30"), free("2026-03-02"));
        assertEquals(List.of(), free("2026-03-03"));
        assertTrue(value(find(arguments().put("day", "2026-03-02")))
                .contains("\"times\":[\"09:00\",\"09:30\",\"10:00\",\"10:30\"]"));
    }

    @Test
    void withoutADayTheNextOnesAreOffered() {
        assertEquals(List.of("2026-03-02T09:00", "2026-03-02T09:30", "2026-03-02T10:00",
                "2026-03-02T10:30", "2026-03-09T09:00", "2026-03-09T09:30", "2026-03-09T10:00",
                "2026-03-09T10:30"), slots(find(arguments())));
    }

    @Test
    void whatBeginsTooSoonOrTooLateIsNotOffered() {
        var late = tool(Deed.FIND, Instant.parse("2026-03-02T08:01:00Z"));
        assertEquals(List.of("2026-03-02T10:30"),
                slots(run(late, "k", arguments().put("day", "2026-03-02"))));
        assertEquals(List.of(), free("2026-03-16"));
    }

    @Test
    void eventsTakeTheirTimeInTheirZone() throws IOException {
        events("DTSTART:20260302T080000Z\r\nDTEND:20260302T083000Z");
        assertEquals(List.of("2026-03-02T09:30", "2026-03-02T10:00", "2026-03-02T10:30"),
                free("2026-03-02"));
    }

    @Test
    void eventWithoutAZoneIsInThatOfTheHours() throws IOException {
        events("DTSTART:20260302T094500\r\nDURATION:PT30M");
        assertEquals(List.of("2026-03-02T09:00", "2026-03-02T10:30"), free("2026-03-02"));
    }

    @Test
    void recurringEventTakesItsTimeEachWeek() throws IOException {
        events("DTSTART:20260105T080000Z\r\nDTEND:20260105T093000Z\r\nRRULE:FREQ=WEEKLY");
        assertEquals(List.of("2026-03-02T10:30"), free("2026-03-02"));
        assertEquals(List.of("2026-03-09T10:30"), free("2026-03-09"));
    }

    @Test
    void wholeDayIsTaken() throws IOException {
        events("DTSTART;VALUE=DATE:20260302");
        assertEquals(List.of(), free("2026-03-02"));
        assertEquals(4, free("2026-03-09").size());
    }

    @Test
    void eventThatIsCancelledOrTakesNoTimeIsNoHindrance() throws IOException {
        events("DTSTART:20260302T080000Z\r\nDTEND:20260302T103000Z\r\nSTATUS:CANCELLED",
                "DTSTART:20260302T080000Z\r\nDTEND:20260302T103000Z\r\nTRANSP:TRANSPARENT");
        assertEquals(4, free("2026-03-02").size());
    }

    @Test
    void bookedSlotIsFreeNoMoreUntilItIsGivenBack() {
        var booked = assertInstanceOf(Done.class, book("k", "2026-03-02T09:30"));
        assertEquals(3, free("2026-03-02").size());
        var refused = assertInstanceOf(Refused.class, book("l", "2026-03-02T09:30"));
        assertTrue(refused.problem().contains("2026-03-02T10:00"), refused::problem);
        var id = booked.value().path("id").asText();
        assertInstanceOf(Done.class,
                run(tool(Deed.CANCEL, NOW), "m", arguments().put("id", id)));
        assertEquals(4, free("2026-03-02").size());
    }

    @Test
    void sameDecisionBooksOnce() throws IOException {
        assertEquals(value(book("k", "2026-03-02T09:30")), value(book("k", "2026-03-02T09:30")));
        assertEquals(1, Files.readString(path).split("BEGIN:VEVENT", -1).length - 1);
    }

    @Test
    void slotOffTheGridOrOutsideTheHoursIsRefused() {
        assertInstanceOf(Refused.class, book("k", "2026-03-02T09:10"));
        assertInstanceOf(Refused.class, book("l", "2026-03-02T14:00"));
        assertInstanceOf(Refused.class, book("m", "2026-02-31T09:00"));
    }

    @Test
    void eventsOfOthersStayWhenABookingIsWritten() throws IOException {
        events("SUMMARY:Inventory\r\nDTSTART:20260302T080000Z\r\nDTEND:20260302T083000Z");
        assertInstanceOf(Done.class, book("k", "2026-03-02T10:00"));
        var written = Files.readString(path);
        assertTrue(written.contains("SUMMARY:Inventory"), written);
        assertTrue(written.contains("SUMMARY:Anna Miller"), written);
    }

    @Test
    void slotIsBookedByOneOfManyCallsAtOnce() throws Exception {
        var file = new CalendarFile(path);
        var booking = new SlotsTool(Deed.BOOK, file, HOURS, () -> NOW);
        List<Callable<ToolResult>> calls = new ArrayList<>();
        IntStream.range(0, 16)
                .forEach(i -> calls.add(() -> run(booking, "k" + i, request("2026-03-02T09:00"))));
        try (var turns = Executors.newVirtualThreadPerTaskExecutor()) {
            long booked = turns.invokeAll(calls)
                    .stream()
                    .filter(each -> each.resultNow() instanceof Done)
                    .count();
            assertEquals(1, booked);
        }
    }

    @Test
    void brokenCalendarIsAFailureAndIsLeftAsItIs() throws IOException {
        Files.writeString(path, "no calendar at all");
        assertInstanceOf(Failed.class, book("k", "2026-03-02T09:30"));
        assertEquals("no calendar at all", Files.readString(path));
    }

    private void events(String... events) throws IOException {
        var text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//\r\n");
        for (int i = 0; i < events.length; i++) {
            text.append("BEGIN:VEVENT\r\nUID:" + i + "\r\nDTSTAMP:20260101T000000Z\r\n" + events[i]
                    + "\r\nEND:VEVENT\r\n");
        }
        Files.writeString(path, text + "END:VCALENDAR\r\n");
    }

    private List<String> free(String day) {
        return slots(find(arguments().put("day", day)));
    }

    private ToolResult find(ObjectNode arguments) {
        return run(tool(Deed.FIND, NOW), "k", arguments);
    }

    private ToolResult book(String key, String start) {
        return run(tool(Deed.BOOK, NOW), key, request(start));
    }

    private SlotsTool tool(Deed deed, Instant now) {
        return new SlotsTool(deed, new CalendarFile(path), HOURS, () -> now);
    }

    private static ObjectNode request(String start) {
        return arguments().put("start", start).put("name", "Anna Miller");
    }

    private static ObjectNode arguments() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ToolResult run(SlotsTool tool, String key, ObjectNode arguments) {
        return tool.begin(new ToolCall(key, "slots", arguments, new CallId("call"))).await();
    }

    private static String value(ToolResult result) {
        return assertInstanceOf(Done.class, result).value().toString();
    }

    private static List<String> slots(ToolResult result) {
        return assertInstanceOf(Done.class, result).value()
                .path("slots")
                .valueStream()
                .map(each -> each.asText())
                .toList();
    }
}
