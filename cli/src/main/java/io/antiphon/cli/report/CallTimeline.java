package io.antiphon.cli.report;

import java.util.List;
import java.util.Map;

/**
 * Everything that happened in a call, on one time axis: milliseconds from the first RTP packet.
 *
 * @param facts about the call, by name, in the order in which they are shown
 * @param turns what the caller did, in order
 * @param events of the caller and of the server, in order of time
 */
public record CallTimeline(Map<String, String> facts, double durationMs, List<Turn> turns,
        List<Event> events) {

    public CallTimeline {
        turns = List.copyOf(turns);
        events = List.copyOf(events);
    }

    public long turnsLost() {
        return turns.stream().filter(Turn::isLost).count();
    }

    /**
     * One thing that happened.
     *
     * @param source {@code caller} or {@code server}
     * @param type see docs/call-json.md
     * @param fields strings, numbers and booleans
     */
    public record Event(double atMs, String source, String type, Map<String, Object> fields) {

        public Event {
            fields = Map.copyOf(fields);
        }

        /** The text of a field; empty if it is not there. */
        public String text(String field) {
            var value = fields.get(field);
            return value == null ? "" : value.toString();
        }
    }
}
