package io.antiphon.dialogue.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCheckTest {

    private static final String ORDER = """
            {"type": "object", "additionalProperties": false, "required": ["number"],
             "properties": {"number": {"type": "integer", "minimum": 1},
                            "colour": {"enum": ["red", "blue"]},
                            "day": {"type": "string", "format": "date"}}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                               | required property 'number' not found
            {"number": "x"}                  | number: string found, integer expected
            {"number": 0}                    | number: must have a minimum value of 1
            {"number": 1, "colour": "green"} | colour: does not have a value in the enumeration ["red", "blue"]
            """)
    void whatIsWrongIsToldWithItsPlace(String value, String problem) throws IOException {
        assertEquals(List.of(problem), new SchemaCheck(json(ORDER)).problems(json(value)));
    }

    @Test
    void aDateIsOne() throws IOException {
        var problems = new SchemaCheck(json(ORDER))
                .problems(json("{\"number\": 1, \"day\": \"x\"}"));
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.getFirst().startsWith("day: "), problems::toString);
    }

    @Test
    void flawOfASchemaIsFoundBeforeItIsUsed() throws IOException {
        assertTrue(SchemaCheck.flaw(json(ORDER)).isEmpty());
        assertTrue(SchemaCheck.flaw(json("[]")).isPresent());
        assertTrue(SchemaCheck.flaw(json("{\"pattern\": \"[\"}")).isPresent());
    }

    @Test
    void nothingIsFetchedForASchema() throws IOException {
        var visits = new AtomicInteger();
        var server = HttpServer
                .create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            visits.incrementAndGet();
            exchange.close();
        });
        server.start();
        try {
            String elsewhere = "http://127.0.0.1:" + server.getAddress().getPort() + "/s.json";
            assertTrue(SchemaCheck.flaw(json("{\"$ref\": \"" + elsewhere + "\"}")).isPresent());
            assertEquals(0, visits.get());
        } finally {
            server.stop(0);
        }
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
