package io.antiphon.server.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.call.CallId;
import io.antiphon.server.call.CallCause;
import io.antiphon.server.call.CallView;
import io.antiphon.server.call.CallView.Ending;
import io.antiphon.server.call.CallView.State;
import io.antiphon.server.dial.DialAnswer;
import io.antiphon.server.dial.DialAnswer.Kind;
import io.antiphon.sip.ping.Reachability;
import io.antiphon.sip.trunk.TrunkStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real HTTP against the API of a scripted server. */
class ApiServerTest {

    private static final CallId CALL = new CallId("a1/b2@host");
    private static final String TOKEN = "0123456789abcdef";

    private final ScriptedServer server = new ScriptedServer();
    private final HttpClient http = HttpClient.newHttpClient();
    private ApiServer api;

    @BeforeEach
    void start() throws Exception {
        api = open(Optional.empty());
    }

    private ApiServer open(Optional<String> token) throws Exception {
        return ApiServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Gatekeeper(token, false), server, Thread.ofVirtual().factory());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void callIsAcceptedAndIsToBeFoundWhereLocationSays() throws Exception {
        server.book.note(view(State.DIALLING, 0));
        server.answer = new DialAnswer.Dialling(CALL);
        var accepted = post("""
                {"to": "sip:200@pbx", "agent": "front-desk", "account": "100", "from": "4711",
                 "ringSeconds": 20, "fields": {"name": "Anna"}, "headers": {"X-Order": "1"}}""");
        assertEquals(202, accepted.statusCode());
        assertEquals("dialling", json(accepted).path("state").asText());
        var request = server.requests.getFirst();
        assertEquals("sip:200@pbx", request.to());
        assertEquals(Duration.ofSeconds(20), request.ring());
        assertEquals(Map.of("name", "Anna"), request.briefing().known());
        assertEquals(Map.of("X-Order", "1"), request.headers());
        var found = get(accepted.headers().firstValue("Location").orElseThrow());
        assertEquals(CALL.value(), json(found).path("id").asText());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'agent':'a'}                                 | 400 | to          | missing",
            "{'to':'sip:2@p'}                              | 400 | agent       | missing",
            "{'to':7,'agent':'a'}                          | 400 | to          | expected a text",
            "{'to':'','agent':'a'}                         | 400 | to          | expected a text",
            "{'to':'sip:2@p','agent':'a','ring':9}         | 400 | ring        | expected to, agent",
            "{'to':'sip:2@p','agent':'a','ringSeconds':'9'}| 400 | ringSeconds | whole number",
            "{'to':'sip:2@p','agent':'a','fields':[]}      | 400 | fields      | an object of texts",
            "{'to':'sip:2@p','agent':'a','fields':{'n':1}} | 400 | fields.n    | expected a text",
            "{'to':'sip:2@p','to':'x','agent':'a'}         | 400 | ''          | line 1",
            "{'to':                                        | 400 | ''          | line 1",
            "[]                                            | 400 | ''          | a JSON object",
            "{'to':'sip:2@p','agent':'a'} {}               | 400 | ''          | line 1"})
    void mistakeIsToldWithItsField(String body, int status, String field, String detail)
            throws Exception {
        var response = post(body.replace('\'', '"'));
        var problem = json(response);
        assertEquals(status, response.statusCode(), problem.toString());
        assertEquals("application/problem+json",
                response.headers().firstValue("Content-Type").orElse(""));
        assertEquals(field, problem.path("field").asText());
        assertTrue(problem.path("detail").asText().contains(detail), problem.toString());
        assertTrue(server.requests.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"MALFORMED,400", "FORBIDDEN,403", "BUSY,503"})
    void refusalOfTheServerHasItsStatus(Kind kind, int status) throws Exception {
        server.answer = new DialAnswer.Refused(kind, "to", "because");
        var response = post("{\"to\": \"sip:2@p\", \"agent\": \"a\"}");
        assertEquals(status, response.statusCode());
        assertEquals("because", json(response).path("detail").asText());
    }

    @Test
    void followerIsAnsweredWhenTheCallChanges() throws Exception {
        server.book.note(view(State.DIALLING, 0));
        var waiting = http.sendAsync(request("/calls/a1%2Fb2%40host?after=0&wait=20").build(),
                BodyHandlers.ofString());
        server.book.note(view(State.UP, 1));
        assertEquals("up", json(waiting.join()).path("state").asText());
        server.book.note(view(State.ENDED, 2));
        var ended = json(get("/calls/a1%2Fb2%40host?after=9"));
        assertEquals("busy", ended.path("cause").asText());
        assertEquals(486, ended.path("status").asInt());
        assertEquals(17, ended.path("q850").asInt());
    }

    @Test
    void whatIsCountedIsShownInTheFormThatIsAskedFor() throws Exception {
        server.meters.changed(view(State.ENDED, 2));
        var plain = get("/metrics");
        assertEquals(200, plain.statusCode());
        assertTrue(plain.headers()
                .firstValue("Content-Type")
                .orElse("")
                .startsWith("text/plain; version=0.0.4"));
        assertTrue(plain.body().contains("antiphon_calls_total{agent=\"echo\",cause=\"busy\"} 1.0"),
                plain.body());
        var open = http.send(request("/metrics")
                .header("Accept", "application/openmetrics-text; version=1.0.0")
                .build(), BodyHandlers.ofString());
        assertTrue(open.body().endsWith("# EOF\n"), open.body());
    }

    @Test
    void whatIsCountedNeedsTheTokenUnlessItIsOpen() throws Exception {
        api.close();
        api = open(Optional.of(TOKEN));
        assertEquals(401, get("/metrics").statusCode());
        api.close();
        api = ApiServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Gatekeeper(Optional.of(TOKEN), true), server, Thread.ofVirtual().factory());
        assertEquals(200, get("/metrics").statusCode());
        assertEquals(401, get("/calls").statusCode());
    }

    @Test
    void callIsHungUpOnceAndOnlyWhileItLasts() throws Exception {
        server.book.note(view(State.UP, 1));
        assertEquals(202, delete("/calls/a1%2Fb2%40host").statusCode());
        server.book.note(view(State.ENDED, 2));
        assertEquals(200, delete("/calls/a1%2Fb2%40host").statusCode());
        assertEquals(1, server.hungUp.size());
        assertEquals(404, delete("/calls/nobody").statusCode());
    }

    @Test
    void oldestOfTheEndedCallsAreForgotten() throws Exception {
        for (int i = 0; i < 4; i++) {
            server.book.note(new CallView(new CallId("c" + i), false, "echo", "sip:a@b",
                    i == 0 ? State.UP : State.ENDED, 1, Instant.EPOCH, Optional.empty(),
                    Optional.empty()));
        }
        var calls = json(get("/calls")).path("calls");
        assertEquals(3, calls.size());
        assertEquals("c0", calls.get(0).path("id").asText());
        assertEquals("c2", calls.get(1).path("id").asText());
    }

    @Test
    void healthTellsWhenTheServerDrains() throws Exception {
        assertEquals(200, get("/health").statusCode());
        server.isDraining = true;
        assertEquals(503, get("/health").statusCode());
        assertEquals("draining", json(get("/health")).path("status").asText());
        assertEquals(0, json(get("/registrations")).path("accounts").size());
    }

    @Test
    void trunksAreListedWithWhetherTheyAreThere() throws Exception {
        server.trunks = List.of(
                new TrunkStatus("pbx", List.of())
                        .seen(new Reachability(Reachability.State.REACHABLE,
                                Optional.of(Duration.ofNanos(1_260_000)), Optional.empty())),
                new TrunkStatus("branch", List.of())
                        .seen(new Reachability(Reachability.State.UNREACHABLE,
                                Optional.empty(), Optional.of("no answer to OPTIONS"))),
                new TrunkStatus("quiet", List.of()));
        var trunks = json(get("/registrations")).path("trunks");
        assertEquals("{\"name\":\"pbx\",\"contacts\":[],"
                + "\"ping\":{\"state\":\"reachable\",\"roundTripMs\":1.3}}",
                trunks.get(0).toString());
        assertEquals("{\"state\":\"unreachable\",\"error\":\"no answer to OPTIONS\"}",
                trunks.get(1).path("ping").toString());
        assertEquals("{\"state\":\"unknown\"}", trunks.get(2).path("ping").toString());
    }

    @Test
    void whatIsNotThereIsToldApartFromWhatDoesNothing() throws Exception {
        assertEquals(404, get("/nothing").statusCode());
        assertEquals(405, delete("/calls").statusCode());
        assertEquals(400, get("/calls/x?after=-1").statusCode());
        assertEquals(400, get("/calls/x?after=1&wait=99").statusCode());
    }

    @Test
    void largeBodyAndAFormOfAWebPageAreRefused() throws Exception {
        assertEquals(413, post("\"" + "x".repeat(20_000) + "\"").statusCode());
        var form = request("/calls").POST(BodyPublishers.ofString("{}"));
        assertEquals(415, http.send(form.build(), BodyHandlers.ofString()).statusCode());
    }

    @Test
    void webPageMayNotAskInItsVisitorsName() throws Exception {
        var page = request("/calls").header("Origin", "http://example.com").GET();
        assertEquals(403, http.send(page.build(), BodyHandlers.ofString()).statusCode());
        // A name that leads here is no address (DNS rebinding); the client library sets Host itself.
        try (var socket = new Socket(api.address().getAddress(), api.address().getPort())) {
            socket.getOutputStream()
                    .write("GET /calls HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(),
                    StandardCharsets.US_ASCII);
            assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
        }
    }

    @Test
    void whereThereIsATokenItIsWanted() throws Exception {
        api.close();
        api = open(Optional.of(TOKEN));
        assertEquals(401, get("/health").statusCode());
        var wrong = request("/health").header("Authorization", "Bearer fedcba9876543210").GET();
        assertEquals(401, http.send(wrong.build(), BodyHandlers.ofString()).statusCode());
        var right = request("/health").header("Authorization", "Bearer " + TOKEN).GET();
        assertEquals(200, http.send(right.build(), BodyHandlers.ofString()).statusCode());
    }

    private static CallView view(State state, long version) {
        var ending = new Ending(CallCause.BUSY, "REJECTED Busy Here", 486, 17, 120, Instant.EPOCH);
        return new CallView(CALL, true, "echo", "sip:200@pbx", state, version, Instant.EPOCH,
                Optional.empty(),
                state == State.ENDED ? Optional.of(ending) : Optional.empty());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.address().getPort()
                + path)).timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> delete(String path) throws Exception {
        return http.send(request(path).DELETE().build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String body) throws Exception {
        return http.send(request("/calls").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return new ObjectMapper().readTree(response.body());
    }
}
