package io.antiphon.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class TimelineJsonTest {

    @Test
    void documentSaysWhatWasMeasured() throws Exception {
        var json = parsed();
        assertEquals(1, json.get("version").asInt());
        assertEquals(1, json.get("measures").get("turnsLost").asInt());
        assertEquals(4, json.get("measures").get("wireGapMs").get("count").asInt());
        assertEquals(300, json.get("measures").get("wireGapMs").get("median").asDouble());
        assertEquals(180, json.get("turns").get(4).get("bargeInStopMs").asDouble());
    }

    @Test
    void whatWasNotMeasuredIsNotThere() throws Exception {
        var key = parsed().get("turns").get(5);
        assertFalse(key.has("wireGapMs"));
        assertTrue(key.get("lost").asBoolean());
    }

    @Test
    void eventsAreInOrderOfTime() throws Exception {
        double last = 0;
        for (var event : parsed().get("events")) {
            assertTrue(event.get("atMs").asDouble() >= last);
            last = event.get("atMs").asDouble();
        }
    }

    private static JsonNode parsed() throws Exception {
        return new ObjectMapper().readTree(new TimelineJson().text(new SampleCall().timeline()));
    }
}
