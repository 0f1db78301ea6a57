package io.antiphon.dialogue.llm.http;

import static io.antiphon.dialogue.llm.http.Asking.asked;
import static io.antiphon.dialogue.llm.http.Asking.at;
import static io.antiphon.dialogue.llm.http.Asking.json;
import static io.antiphon.dialogue.llm.http.Asking.tools;
import static io.antiphon.dialogue.llm.http.Asking.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.ModelRequest.Form;
import io.antiphon.dialogue.llm.Task;
import io.antiphon.dialogue.llm.ToolCall;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.fault.EngineFailure.Kind;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Anthropic's protocol, spoken with real servers on the loopback. */
@Timeout(20)
class AnthropicTest {

    private static final String START = "{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":10,"
            + "\"cache_read_input_tokens\":30,\"cache_creation_input_tokens\":2,\"output_tokens\":1}}}";
    private static final String STOP = "{\"type\":\"message_stop\"}";

    private final Asking asking = new Asking();

    @AfterEach
    void end() {
        asking.close();
    }

    @Test
    void textIsSaidAndThoughtIsNot() throws Exception {
        try (var server = events(START, "{\"type\":\"ping\"}", begins(0, "\"type\":\"thinking\""),
                delta(0, "\"type\":\"thinking_delta\",\"thinking\":\"hm\""),
                "{\"type\":\"content_block_stop\",\"index\":0}",
                begins(1, "\"type\":\"text\",\"text\":\"\""), text(1, "Good"), text(1, " day."),
                ended("end_turn", 9), STOP)) {
            assertEquals(new ModelEnding.Finished(new Usage(42, 30, 9), List.of()),
                    asking.stream(anthropic(server), words()));
            assertEquals(List.of("Good", " day."), asking.pieces);
        }
    }

    @Test
    void requestIsAsTheServerWantsIt() throws Exception {
        try (var server = events(START, text(0, "Good"), ended("end_turn", 1), STOP)) {
            asking.finishes(anthropic(server), words());
            assertEquals("/v1/messages", server.path.get());
            assertEquals("secret", server.headers.get().get("x-api-key"));
            assertEquals("2023-06-01", server.headers.get().get("anthropic-version"));
            assertFalse(server.headers.get().containsKey("authorization"));
            var body = json(server.request.get());
            assertEquals("Be brief.", body.path("system").asText());
            assertEquals(60, body.path("max_tokens").asInt());
            // The agent spoke first on the telephone, but must not here.
            assertEquals(List.of("user", "assistant", "user"), body.path("messages")
                    .findValuesAsText("role"));
        }
    }

    @Test
    void toolCallComesInPieces() throws Exception {
        try (var server = events(START, begins(0, "\"type\":\"text\",\"text\":\"\""),
                text(0, "One moment."),
                begins(1, "\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"look_up\",\"input\":{}"),
                part(1, ""), part(1, "{\\\"numb"), part(1, "er\\\":\\\"7\\\"}"),
                begins(2, "\"type\":\"tool_use\",\"id\":\"t2\",\"name\":\"transfer\",\"input\":{}"),
                ended("tool_use", 20), STOP)) {
            var finished = asking.finishes(anthropic(server), tools());
            assertEquals(List.of(new ToolCall("t1", "look_up", json("{\"number\":\"7\"}")),
                    new ToolCall("t2", "transfer", json("{}"))), finished.calls());
            assertEquals(List.of("One moment."), asking.pieces);
        }
    }

    @Test
    void toolResultIsTheUsersTurn() throws Exception {
        try (var server = events(START, text(0, "Good"), ended("end_turn", 1), STOP)) {
            asking.finishes(anthropic(server), new ModelRequest(Task.RESPOND, "c",
                    Asking.withToolResult(), tools().form(), Asking.PATIENT));
            var messages = json(server.request.get()).path("messages");
            assertEquals("tool_use",
                    messages.path(1).path("content").path(0).path("type").asText());
            var result = messages.path(2).path("content").path(0);
            assertEquals("tool_result", result.path("type").asText());
            assertEquals("c7", result.path("tool_use_id").asText());
        }
    }

    @Test
    void schemaIsObeyedByAToolThatIsTheAnswer() throws Exception {
        try (var server = events(START,
                begins(0, "\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"answer\",\"input\":{}"),
                part(0, "{\\\"intent\\\":"), part(0, "\\\"book\\\"}"), ended("tool_use", 5),
                STOP)) {
            var finished = asking.finishes(anthropic(server),
                    asked(Form.json(60, Asking.SCHEMA), Asking.PATIENT));
            assertTrue(finished.calls().isEmpty());
            assertEquals("{\"intent\":\"book\"}", String.join("", asking.pieces));
            var body = json(server.request.get());
            assertEquals("answer", body.path("tool_choice").path("name").asText());
            assertEquals(Asking.SCHEMA, body.path("tools").path(0).path("input_schema"));
        }
    }

    @Test
    void answerThatIsCutForItsLengthSaysSo() throws Exception {
        try (var server = events(START, text(0, "Well"), ended("max_tokens", 60), STOP)) {
            assertEquals(new ModelEnding.CutShort(new Usage(42, 30, 60)),
                    asking.stream(anthropic(server), words()));
        }
    }

    @ParameterizedTest
    @CsvSource({"overloaded_error, BUSY", "rate_limit_error, BUSY", "api_error, BROKEN",
            "authentication_error, REFUSED", "timeout_error, TIMED_OUT"})
    void errorInMidStreamIsAFailure(String type, Kind kind) throws Exception {
        try (var server = events(START,
                "{\"type\":\"error\",\"error\":{\"type\":\"" + type
                        + "\",\"message\":\"secret\"}}")) {
            var failed = asking.fails(kind, anthropic(server), words());
            assertFalse(failed.failure().detail().contains("secret"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "data: {\"type\":", "{\"choices\":[]}"})
    void whatIsNoEventIsAFailure(String line) throws Exception {
        try (var server = new ModelServerDouble(200, ModelServerDouble.lines(line))) {
            asking.fails(Kind.BROKEN, anthropic(server), words());
        }
    }

    @Test
    void keyIsNotPrinted() {
        var server = at(URI.create("http://h:1"), Optional.of("secret"));
        assertFalse(server.toString().contains("secret"));
    }

    private static ModelServerDouble events(String... data) throws Exception {
        return new ModelServerDouble(200, body -> {
            for (var each : data) {
                body.line("event: " + json(each).path("type").asText());
                body.line("data: " + each);
                body.line("");
            }
        });
    }

    private HttpModel anthropic(ModelServerDouble server) {
        return HttpModel.anthropic(at(server.address(), Optional.of("secret")),
                asking.connections());
    }

    private static String begins(int index, String block) {
        return "{\"type\":\"content_block_start\",\"index\":" + index + ",\"content_block\":{"
                + block + "}}";
    }

    private static String delta(int index, String delta) {
        return "{\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":{" + delta
                + "}}";
    }

    private static String text(int index, String text) {
        return delta(index, "\"type\":\"text_delta\",\"text\":\"" + text + "\"");
    }

    private static String part(int index, String json) {
        return delta(index, "\"type\":\"input_json_delta\",\"partial_json\":\"" + json + "\"");
    }

    private static String ended(String why, int tokens) {
        return "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + why
                + "\"},\"usage\":{\"output_tokens\":" + tokens + "}}";
    }
}
