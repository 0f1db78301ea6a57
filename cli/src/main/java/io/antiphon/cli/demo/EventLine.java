package io.antiphon.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One line of an event log: the server's or the caller's.
 *
 * @param atNs by the machine's monotonic clock, which both processes read
 */
public record EventLine(long atNs, String type, Map<String, Object> fields) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public EventLine {
        fields = Map.copyOf(fields);
    }

    /** Reads a line, unless it is none: logs may hold a line cut short. */
    public static Optional<EventLine> parse(String line) {
        try {
            var fields = JSON.readValue(line,
                    new TypeReference<LinkedHashMap<String, Object>>() {});
            if (fields == null || !(fields.remove("atNs") instanceof Number atNs)
                    || !(fields.remove("type") instanceof String type)) {
                return Optional.empty();
            }
            fields.values().removeIf(Objects::isNull);
            return Optional.of(new EventLine(atNs.longValue(), type, fields));
        } catch (JsonProcessingException notALine) {
            return Optional.empty();
        }
    }

    /** All lines of a file. */
    public static List<EventLine> read(Path file) throws IOException {
        var events = new ArrayList<EventLine>();
        for (var line : Files.readAllLines(file)) {
            parse(line).ifPresent(events::add);
        }
        return events;
    }

    /** As one line of JSON, without its end. */
    public String json() {
        var line = new LinkedHashMap<String, Object>();
        line.put("atNs", atNs);
        line.put("type", type);
        line.putAll(fields);
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("event " + type, e);
        }
    }

    public String text(String field) {
        var value = fields.get(field);
        return value == null ? "" : value.toString();
    }
}
