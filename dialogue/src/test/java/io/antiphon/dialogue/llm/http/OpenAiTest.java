package io.antiphon.dialogue.llm.http;

import static io.antiphon.dialogue.llm.http.Asking.asked;
import static io.antiphon.dialogue.llm.http.Asking.at;
import static io.antiphon.dialogue.llm.http.Asking.json;
import static io.antiphon.dialogue.llm.http.Asking.tools;
import static io.antiphon.dialogue.llm.http.Asking.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.llm.Health;
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

/** The protocol of OpenAI, and of llama-server, spoken with real servers on the loopback. */
@Timeout(20)
class OpenAiTest {

    private static final String HELLO = "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}";
    private static final String FINISHED = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";

    private final Asking asking = new Asking();

    @AfterEach
    void end() {
        asking.close();
    }

    @Test
    void streamIsReadWithoutItsNoise() throws Exception {
        try (var server = answering(": ping", "",
                "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null}}]}", "",
                HELLO, "", ":", "event: message",
                "data: {\"choices\":[{\"delta\":{\"content\":\" thére\"},\"finish_reason\":null}]}",
                "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}", FINISHED,
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":3,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":8}}}",
                "data: [DONE]")) {
            var ending = asking.stream(openAi(server), words());
            assertEquals(new ModelEnding.Finished(new Usage(12, 8, 3), List.of()), ending);
            assertEquals(List.of("Hello", " thére"), asking.pieces);
        }
    }

    @Test
    void requestSaysWhatIsWanted() throws Exception {
        try (var server = answering(HELLO, FINISHED)) {
            var model = HttpModel.openAi(at(server.address(), Optional.of("secret")),
                    asking.connections());
            asking.finishes(model, words());
            assertEquals("/v1/chat/completions", server.path.get());
            assertEquals("Bearer secret", server.headers.get().get("authorization"));
            var body = json(server.request.get());
            assertEquals(60, body.path("max_tokens").asInt());
            assertTrue(body.path("stream").asBoolean());
            assertEquals("how are \"you\"", body.path("messages").path(2).path("content").asText());
            assertEquals("user", body.path("messages").path(2).path("role").asText());
            assertTrue(body.path("stream_options").path("include_usage").asBoolean());
            assertFalse(body.has("tools") || body.has("response_format"));
        }
    }

    @Test
    void toolsAndTheirResultsAreWrittenAsTheProtocolHasThem() throws Exception {
        try (var server = answering(HELLO, FINISHED)) {
            asking.finishes(openAi(server), new ModelRequest(Task.RESPOND, "c",
                    Asking.withToolResult(), tools().form(), Asking.PATIENT));
            var body = json(server.request.get());
            var function = body.path("tools").path(0).path("function");
            assertEquals("look_up", function.path("name").asText());
            assertEquals(Asking.LOOK_UP.parameters(), function.path("parameters"));
            var call = body.path("messages").path(2).path("tool_calls").path(0);
            assertEquals("{\"number\":\"7\"}", call.path("function").path("arguments").asText());
            var result = body.path("messages").path(3);
            assertEquals("tool", result.path("role").asText());
            assertEquals(call.path("id").asText(), result.path("tool_call_id").asText());
        }
    }

    @Test
    void schemaIsWantedOfTheServer() throws Exception {
        try (var server = answering(
                "data: {\"choices\":[{\"delta\":{\"content\":\"{\\\"intent\\\":\\\"book\\\"}\"}}]}",
                FINISHED)) {
            asking.finishes(openAi(server), asked(Form.json(60, Asking.SCHEMA), Asking.PATIENT));
            var format = json(server.request.get()).path("response_format");
            assertEquals("json_schema", format.path("type").asText());
            assertEquals(Asking.SCHEMA, format.path("json_schema").path("schema"));
        }
    }

    @Test
    void toolCallComesInPieces() throws Exception {
        try (var server = answering(
                calls("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"look_up\",\"arguments\":\"\"}}"),
                calls("{\"index\":0,\"function\":{\"arguments\":\"{\\\"num\"}}"),
                calls("{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"transfer\",\"arguments\":\"{}\"}}"),
                calls("{\"index\":0,\"function\":{\"arguments\":\"ber\\\":\\\"7\\\"}\"}}"),
                "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}",
                "data: [DONE]")) {
            var finished = asking.finishes(openAi(server), tools());
            assertEquals(List.of(new ToolCall("a", "look_up", json("{\"number\":\"7\"}")),
                    new ToolCall("b", "transfer", json("{}"))), finished.calls());
            assertTrue(asking.pieces.isEmpty());
        }
    }

    @Test
    void toolCallsOfCarelessServersAreUnderstood() throws Exception {
        // No index, the name said again, the arguments an object, and no end but that of the stream.
        try (var server = answering(
                calls("{\"id\":\"a\",\"function\":{\"name\":\"look_up\",\"arguments\":\"{\\\"number\\\":\"}}"),
                calls("{\"id\":\"a\",\"function\":{\"name\":\"look_up\",\"arguments\":\"\\\"7\\\"}\"}}"),
                calls("{\"id\":\"b\",\"function\":{\"name\":\"look_up\",\"arguments\":{\"number\":\"8\"}}}"),
                "data: {\"choices\":[{\"delta\":{\"content\":null},\"finish_reason\":\"tool_calls\"}]}")) {
            var finished = asking.finishes(openAi(server), tools());
            assertEquals(List.of(new ToolCall("a", "look_up", json("{\"number\":\"7\"}")),
                    new ToolCall("b", "look_up", json("{\"number\":\"8\"}"))), finished.calls());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"format_disk\",\"arguments\":\"{}\"}}",
            "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"look_up\",\"arguments\":\"{\\\"num\"}}",
            "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"look_up\",\"arguments\":\"[7]\"}}",
            "{\"index\":0,\"id\":\"a\",\"function\":{\"arguments\":\"{}\"}}"})
    void callThatCannotBeMadeIsAFailure(String call) throws Exception {
        try (var server = answering(calls(call), FINISHED, "data: [DONE]")) {
            var failed = asking.fails(Kind.BROKEN, openAi(server), tools());
            assertTrue(failed.failure().detail().contains("a tool"), failed.toString());
            assertFalse(failed.failure().detail().contains("format_disk"), failed.toString());
        }
    }

    @Test
    void answerThatIsCutForItsLengthSaysSo() throws Exception {
        try (var server = answering(HELLO,
                "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}",
                "data: [DONE]")) {
            assertInstanceOf(ModelEnding.CutShort.class, asking.stream(openAi(server), words()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host:1/v1", "http://host:1/v1/", "http://host:1",
            "http://host:1/"})
    void addressMayNameTheVersionOrNot(URI address) {
        assertEquals(URI.create("http://host:1/v1/chat/completions"),
                OpenAiProtocol.plain().uri(at(address)));
        assertEquals(URI.create("http://host:1/health"),
                OpenAiProtocol.llamaServer().health(at(address)));
    }

    @Test
    void openAiItselfCallsTheLimitByAnotherName() {
        var body = OpenAiProtocol.plain()
                .body(at(URI.create("https://api.openai.com")), words());
        assertEquals(60, body.path("max_completion_tokens").asInt());
        assertFalse(body.has("max_tokens") || body.has("temperature"));
    }

    @Test
    void llamaServerIsAskedNotToThink() throws Exception {
        try (var server = answering(HELLO, FINISHED)) {
            asking.finishes(HttpModel.llamaServer(at(server.address()), asking.connections()),
                    words());
            var body = json(server.request.get());
            assertFalse(body.path("chat_template_kwargs").path("enable_thinking").asBoolean(true));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: {\"choices\":", "data: hello", "{]", "data: [DONE]",
            "<html>Welcome</html>"})
    void garbageIsAFailure(String line) throws Exception {
        try (var server = answering(line)) {
            asking.fails(Kind.BROKEN, openAi(server), words());
            assertTrue(asking.pieces.isEmpty());
        }
    }

    @Test
    void errorInMidStreamIsAFailureWithoutTheServersWords() throws Exception {
        try (var server = answering(HELLO,
                "data: {\"error\":{\"message\":\"you said: secret\",\"code\":500}}")) {
            var failed = asking.fails(Kind.BROKEN, openAi(server), words());
            assertFalse(failed.failure().detail().contains("secret"));
        }
    }

    @ParameterizedTest
    @CsvSource({"200, true", "404, true", "401, false", "503, false", "500, false"})
    void healthIsWhatTheServerSaysOfItself(int status, boolean well) throws Exception {
        try (var server = new ModelServerDouble(status, ModelServerDouble.lines("{}"))) {
            assertEquals(well, openAi(server).health() instanceof Health.Well);
            assertEquals("/v1/models", server.path.get());
        }
    }

    @Test
    void llamaServerThatStillLoadsIsUnwell() throws Exception {
        try (var server = new ModelServerDouble(503, ModelServerDouble.lines("{}"))) {
            var health = HttpModel.llamaServer(at(server.address()), asking.connections())
                    .health();
            var unwell = assertInstanceOf(Health.Unwell.class, health);
            assertEquals(Kind.BUSY, unwell.failure().kind());
            assertEquals("/health", server.path.get());
        }
    }

    private static ModelServerDouble answering(String... lines) throws Exception {
        return new ModelServerDouble(200, ModelServerDouble.lines(lines));
    }

    private HttpModel openAi(ModelServerDouble server) {
        return HttpModel.openAi(at(server.address()), asking.connections());
    }

    private static String calls(String call) {
        return "data: {\"choices\":[{\"delta\":{\"tool_calls\":[" + call + "]}}]}";
    }
}
