package io.antiphon.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventLineTest {

    @Test
    void eventSurvivesItsLine() {
        var event = new EventLine(9_000_000_000_000_000_001L, "floor",
                Map.of("state", "HELD", "share", 0.5));
        assertEquals(Optional.of(event), EventLine.parse(event.json()));
    }

    @Test
    void lineThatIsCutShortIsNoEvent() {
        assertEquals(Optional.empty(), EventLine.parse("{\"atNs\":12,\"type\":\"flo"));
        assertEquals(Optional.empty(), EventLine.parse("{\"type\":\"floor\"}"));
        assertEquals(Optional.empty(), EventLine.parse(""));
        assertEquals(Optional.empty(), EventLine.parse("null"));
    }
}
