package io.antiphon.dialogue.llm.http;

import static io.antiphon.dialogue.llm.http.Asking.asked;
import static io.antiphon.dialogue.llm.http.Asking.at;
import static io.antiphon.dialogue.llm.http.Asking.json;
import static io.antiphon.dialogue.llm.http.Asking.tools;
import static io.antiphon.dialogue.llm.http.Asking.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ollama's protocol, spoken with real servers on the loopback. */
@Timeout(20)
class OllamaTest {

    private static final String GOOD = "{\"message\":{\"role\":\"assistant\",\"content\":\"Good\"},\"done\":false}";
    private static final String DONE = "{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\","
            + "\"prompt_eval_count\":20,\"eval_count\":3}";

    private final Asking asking = new Asking();

    @AfterEach
    void end() {
        asking.close();
    }

    @Test
    void streamIsReadToTheLastObject() throws Exception {
        try (var server = answering(GOOD,
                "{\"message\":{\"content\":\"\",\"thinking\":\"hm\"},\"done\":false}",
                "{\"message\":{\"content\":\" day.\"},\"done\":false}", DONE)) {
            assertEquals(new ModelEnding.Finished(new Usage(20, 0, 3), List.of()),
                    asking.stream(ollama(server), words()));
            assertEquals(List.of("Good", " day."), asking.pieces);
            assertEquals("/api/chat", server.path.get());
            var body = json(server.request.get());
            assertEquals(60, body.path("options").path("num_predict").asInt());
            assertEquals("60m", body.path("keep_alive").asText());
        }
    }

    @Test
    void schemaIsTheFormat() throws Exception {
        try (var server = answering(
                "{\"message\":{\"content\":\"{\\\"intent\\\":\\\"none\\\"}\"},\"done\":true}")) {
            asking.finishes(ollama(server), asked(Form.json(60, Asking.SCHEMA), Asking.PATIENT));
            assertEquals(Asking.SCHEMA, json(server.request.get()).path("format"));
        }
    }

    @Test
    void toolCallsComeWhole() throws Exception {
        try (var server = answering("{\"message\":{\"content\":\"\",\"tool_calls\":[{\"function\":"
                + "{\"name\":\"look_up\",\"arguments\":{\"number\":\"7\"}}},{\"function\":"
                + "{\"name\":\"look_up\",\"arguments\":{\"number\":\"8\"}}}]},\"done\":false}",
                DONE)) {
            var calls = asking.finishes(ollama(server), tools()).calls();
            assertEquals(List.of(json("{\"number\":\"7\"}"), json("{\"number\":\"8\"}")),
                    calls.stream().map(ToolCall::arguments).toList());
        }
    }

    @Test
    void toolResultIsNamedByItsTool() throws Exception {
        try (var server = answering(GOOD, DONE)) {
            asking.finishes(ollama(server), new ModelRequest(Task.RESPOND, "c",
                    Asking.withToolResult(), tools().form(), Asking.PATIENT));
            var messages = json(server.request.get()).path("messages");
            assertEquals("look_up", messages.path(3).path("tool_name").asText());
            assertEquals("7", messages.path(2)
                    .path("tool_calls")
                    .path(0)
                    .path("function")
                    .path("arguments")
                    .path("number")
                    .asText());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\":\"oom: secret\"}", "{\"message\":", "data: {}", "7"})
    void whatIsNoAnswerIsAFailure(String line) throws Exception {
        try (var server = answering(line)) {
            var failed = asking.fails(Kind.BROKEN, ollama(server), words());
            assertTrue(!failed.failure().detail().contains("secret"));
        }
    }

    @ParameterizedTest
    @CsvSource({"m:latest, true", "m, true", "other, false"})
    void modelThatIsNotPulledIsUnwell(String pulled, boolean well) throws Exception {
        try (var server = answering("{\"models\":[{\"name\":\"" + pulled + "\"}]}")) {
            var health = ollama(server).health();
            assertEquals(well, health instanceof Health.Well);
            assertEquals("/api/tags", server.path.get());
            if (!well) {
                assertTrue(assertInstanceOf(Health.Unwell.class, health).failure()
                        .detail()
                        .contains("is the model pulled"));
            }
        }
    }

    private static ModelServerDouble answering(String... lines) throws Exception {
        return new ModelServerDouble(200, ModelServerDouble.lines(lines));
    }

    private HttpModel ollama(ModelServerDouble server) {
        return HttpModel.ollama(at(server.address()), asking.connections());
    }
}
