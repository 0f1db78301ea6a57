package io.antiphon.dialogue.tool.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.dialogue.tool.http.RequestShape.Ready;
import io.antiphon.dialogue.tool.http.RequestShape.Unfit;
import io.antiphon.dialogue.tool.spec.Auth;
import io.antiphon.dialogue.tool.spec.Body;
import io.antiphon.dialogue.tool.spec.Source;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestShapeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            4711            | /orders/4711/lines
            ../admin        | /orders/..%2Fadmin/lines
            a/b?c=d#e       | /orders/a%2Fb%3Fc%3Dd%23e/lines
            %2e%2e          | /orders/%252e%252e/lines
            x@evil.example  | /orders/x%40evil.example/lines
            M\u00fcller {id} | /orders/M%C3%BCller%20%7Bid%7D/lines
            """)
    void argumentStaysWithinItsSegment(String value, String path) throws IOException {
        var ready = ready(get("http://host/orders/{id}/lines", Map.of()),
                "{\"id\": \"" + value + "\"}");
        assertEquals("http://host" + path, ready.address().toString());
        assertEquals("host", ready.address().getHost());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void segmentThatWouldMoveThePathIsRefused(String value) throws IOException {
        assertInstanceOf(Unfit.class, new RequestShape(get("http://host/orders/{id}", Map.of()))
                .with(json("{\"id\": \"" + value + "\"}")));
    }

    @Test
    void queryValueBringsNoParameterOfItsOwn() throws IOException {
        var ready = ready(get("http://host/", Map.of("q", "{word}")),
                "{\"word\": \"a&admin=1 +#\"}");
        assertEquals("http://host/?q=a%26admin%3D1%20%2B%23", ready.address().toString());
    }

    @Test
    void queryOfAMissingArgumentIsLeftOut() throws IOException {
        assertEquals("http://host/", ready(get("http://host/", Map.of("q", "{word}")), "{}")
                .address()
                .toString());
    }

    @Test
    void arrayIsAsManyValues() throws IOException {
        var ready = ready(get("http://host/", Map.of("id", "{ids}")), "{\"ids\": [1, 2]}");
        assertEquals("http://host/?id=1&id=2", ready.address().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\r\\nX-Admin: 1", "a\\u0000", "caf\\u00e9"})
    void headerTakesNoOtherHeaderInItsValue(String value) throws IOException {
        var source = new Source.Http("GET", "http://host/", Map.of(), Map.of("X-Name", "n={name}"),
                new Body.None(), new Auth.None(), Optional.empty());
        assertInstanceOf(Unfit.class,
                new RequestShape(source).with(json("{\"name\": \"" + value + "\"}")));
    }

    @Test
    void bodyKeepsTypesAndEscapes() throws IOException {
        var pattern = json(
                """
                        {"order": {"number": "{number}", "note": "for {name}", "fixed": 7, "gone": "{gone}"},
                         "list": ["{name}", true]}""");
        var source = post(new Body.Shaped(pattern));
        var body = ready(source,
                "{\"number\": 12, \"name\": \"x\\\", \\\"admin\\\": \\\"y {number}\"}")
                .body()
                .orElseThrow();
        assertEquals(
                json("""
                        {"order": {"number": 12, "note": "for x\\", \\"admin\\": \\"y {number}", "fixed": 7},
                         "list": ["x\\", \\"admin\\": \\"y {number}", true]}"""),
                body);
    }

    @Test
    void argumentsThatHaveNoPlaceAreTheBody() throws IOException {
        var source = new Source.Http("PUT", "http://host/{id}", Map.of("q", "{q}"), Map.of(),
                new Body.Arguments(), new Auth.None(), Optional.empty());
        assertEquals(json("{\"name\": \"Anna\"}"),
                ready(source, "{\"id\": 1, \"q\": 2, \"name\": \"Anna\"}").body().orElseThrow());
    }

    private static Ready ready(Source.Http source, String arguments) throws IOException {
        return assertInstanceOf(Ready.class, new RequestShape(source).with(json(arguments)));
    }

    private static Source.Http get(String address, Map<String, String> query) {
        return new Source.Http("GET", address, query, Map.of(), new Body.None(), new Auth.None(),
                Optional.empty());
    }

    private static Source.Http post(Body body) {
        return new Source.Http("POST", "http://host/", Map.of(), Map.of(), body, new Auth.None(),
                Optional.empty());
    }

    private static ObjectNode json(String text) throws IOException {
        JsonNode node = new ObjectMapper().readTree(text);
        return (ObjectNode) node;
    }
}
