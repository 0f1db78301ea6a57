package io.antiphon.dialogue.llm;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.dialogue.respond.FallbackResponder;
import io.antiphon.dialogue.respond.Outcome;
import io.antiphon.dialogue.respond.Prompt;
import io.antiphon.dialogue.respond.Prompt.Message;
import io.antiphon.dialogue.respond.Prompt.ModelRequest;
import io.antiphon.dialogue.respond.Prompt.Role;
import io.antiphon.dialogue.respond.Responder;
import io.antiphon.dialogue.respond.ScriptedResponder;
import io.antiphon.dialogue.respond.Sink.Next;
import io.antiphon.fault.EngineFailure.Kind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ChatResponderTest {

    private static final Prompt PROMPT = new Prompt(List.of("I am well."),
            Optional.of(new ModelRequest(List.of(new Message(Role.SYSTEM, "Be brief."),
                    new Message(Role.CALLER, "how are \"you\"")), 60)));
    private static final String HELLO = "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService turns = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> tokens = new ArrayList<>();

    @AfterEach
    void end() {
        watchdog.shutdownNow();
        turns.shutdownNow();
        client.shutdownNow();
    }

    @Test
    void openAiStreamIsReadWithoutItsNoise() throws Exception {
        try (var server = new ModelServerDouble(200, ModelServerDouble.lines(": ping", "",
                "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null}}]}", "",
                HELLO, "", ":", "event: message",
                "data: {\"choices\":[{\"delta\":{\"content\":\" thére\"},\"finish_reason\":null}]}",
                "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}",
                "data: {\"choices\":[],\"usage\":{\"total_tokens\":12}}", "data: [DONE]"))) {
            var responder = ChatResponder.openAi(at(server.address(), Optional.of("secret")),
                    client, watchdog);
            assertEquals(new Outcome.Finished(2, Optional.empty()), stream(responder));
            assertEquals(List.of("Hello", " thére"), tokens);
            assertEquals("/v1/chat/completions", server.path.get());
            assertEquals("Bearer secret", server.authorization.get());
            var body = new ObjectMapper().readTree(server.request.get());
            assertEquals(60, body.path("max_tokens").asInt());
            assertTrue(body.path("stream").asBoolean());
            assertEquals("how are \"you\"", body.path("messages").path(1).path("content").asText());
            assertEquals("user", body.path("messages").path(1).path("role").asText());
        }
    }

    @Test
    void ollamaStreamIsReadToTheLastObject() throws Exception {
        try (var server = new ModelServerDouble(200, ModelServerDouble.lines(
                "{\"message\":{\"role\":\"assistant\",\"content\":\"Good\"},\"done\":false}",
                "{\"message\":{\"content\":\"\",\"thinking\":\"hm\"},\"done\":false}",
                "{\"message\":{\"content\":\" day.\"},\"done\":false}",
                "{\"message\":{\"content\":\"\"},\"done\":true,\"eval_count\":3}"))) {
            var outcome = stream(ChatResponder.ollama(at(server.address()), client, watchdog));
            assertEquals(new Outcome.Finished(2, Optional.empty()), outcome);
            assertEquals(List.of("Good", " day."), tokens);
            assertEquals("/api/chat", server.path.get());
            var body = new ObjectMapper().readTree(server.request.get());
            assertEquals(60, body.path("options").path("num_predict").asInt());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host:1/v1", "http://host:1/v1/", "http://host:1",
            "http://host:1/"})
    void addressMayNameTheVersionOrNot(URI address) {
        assertEquals(URI.create("http://host:1/v1/chat/completions"),
                new OpenAiProtocol().uri(at(address)));
    }

    @Test
    void sinkThatWantsNoMoreEndsTheConnection() throws Exception {
        try (var server = babbling()) {
            var response = openAi(server).respond(PROMPT);
            var outcome = response.stream(token -> {
                tokens.add(token);
                return tokens.size() == 3 ? Next.STOP : Next.GO_ON;
            });
            assertEquals(new Outcome.Stopped(3), outcome);
            assertTrue(server.clientLeft.await(10, SECONDS), "the server still sends");
        }
    }

    @Test
    void closingFromAnotherThreadEndsAWaitForTheNextToken() throws Exception {
        var stalled = new ModelServerDouble[1];
        try (var server = new ModelServerDouble(200, body -> {
            ModelServerDouble.send(body, HELLO);
            stalled[0].stall();
        })) {
            stalled[0] = server;
            var response = openAi(server).respond(PROMPT);
            var outcome = turns.submit(() -> response.stream(_ -> Next.GO_ON));
            server.stalling.await();
            response.close();
            assertInstanceOf(Outcome.Stopped.class, outcome.get(5, SECONDS));
        }
    }

    @Test
    void closingEndsAWaitForTheAnswerToBegin() throws Exception {
        try (var server = new ModelServerDouble(0, _ -> {})) {
            var response = openAi(server).respond(PROMPT);
            var outcome = turns.submit(() -> response.stream(_ -> Next.GO_ON));
            server.stalling.await();
            response.close();
            assertEquals(new Outcome.Stopped(0), outcome.get(5, SECONDS));
        }
    }

    @Test
    void closedBeforeItBeganIsNeverSent() throws Exception {
        try (var server = babbling()) {
            var response = openAi(server).respond(PROMPT);
            response.close();
            assertEquals(new Outcome.Stopped(0), response.stream(_ -> Next.GO_ON));
            assertTrue(!server.request.isDone());
        }
    }

    @Test
    void silentServerIsGivenUp() throws Exception {
        var stalled = new ModelServerDouble[1];
        try (var server = new ModelServerDouble(200, body -> {
            ModelServerDouble.send(body, HELLO);
            stalled[0].stall();
        })) {
            stalled[0] = server;
            assertFails(Kind.TIMED_OUT, 1, impatient(server));
        }
    }

    @Test
    void heartbeatsAloneDoNotKeepTheCallerWaiting() throws Exception {
        var babbling = new ModelServerDouble[1];
        try (var server = new ModelServerDouble(200, body -> babbling[0].babble(body, ": ping"))) {
            babbling[0] = server;
            assertFails(Kind.TIMED_OUT, 0, impatient(server));
            assertTrue(server.clientLeft.await(10, SECONDS), "the server still sends");
        }
    }

    @Test
    void serverThatNeverAnswersIsGivenUp() throws Exception {
        try (var server = new ModelServerDouble(0, _ -> {})) {
            assertFails(Kind.TIMED_OUT, 0, impatient(server));
        }
    }

    @Test
    void errorInMidStreamIsAFailure() throws Exception {
        try (var server = new ModelServerDouble(200, ModelServerDouble.lines(HELLO,
                "data: {\"error\":{\"message\":\"you said: secret\",\"code\":500}}"))) {
            var failed = assertFails(Kind.BROKEN, 1, openAi(server));
            assertTrue(!failed.failure().detail().contains("secret"));
        }
        try (var server = new ModelServerDouble(200,
                ModelServerDouble.lines("{\"error\":\"oom\"}"))) {
            assertFails(Kind.BROKEN, 0,
                    ChatResponder.ollama(at(server.address()), client, watchdog));
        }
    }

    @Test
    void answerThatBreaksOffIsAFailure() throws Exception {
        try (var server = new ModelServerDouble(200, ModelServerDouble.lines(HELLO))) {
            assertFails(Kind.BROKEN, 1, openAi(server));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: {\"choices\":", "data: hello", "{]", "data: [DONE]",
            "<html>Welcome</html>"})
    void garbageIsAFailure(String line) throws Exception {
        try (var server = new ModelServerDouble(200, ModelServerDouble.lines(line))) {
            assertFails(Kind.BROKEN, 0, openAi(server));
        }
    }

    @ParameterizedTest
    @CsvSource({"401, REFUSED", "404, REFUSED", "400, REFUSED", "429, BUSY", "503, BUSY",
            "504, TIMED_OUT", "500, BROKEN"})
    void statusTellsWhatToDo(int status, Kind kind) throws Exception {
        try (var server = new ModelServerDouble(status, ModelServerDouble.lines("no"))) {
            var failed = assertFails(kind, 0, openAi(server));
            assertTrue(failed.failure().detail().contains("HTTP " + status));
        }
    }

    @Test
    void missingServerIsUnreachableAndTheScriptIsSaidInstead() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var model = ChatResponder.openAi(at(URI.create("http://127.0.0.1:" + port)), client,
                watchdog);
        var failed = assertFails(Kind.UNREACHABLE, 0, model);
        assertTrue(failed.failure().detail().contains("is the model server running"));
        var outcome = stream(new FallbackResponder(model, new ScriptedResponder()));
        assertEquals(new Outcome.Finished(1, Optional.of(failed.failure())), outcome);
        assertEquals(List.of("I am well."), tokens);
    }

    @Test
    void modelThatFailsAfterItsFirstWordIsNotFollowedByTheScript() throws Exception {
        try (var server = new ModelServerDouble(200, ModelServerDouble.lines(HELLO))) {
            assertFails(Kind.BROKEN, 1,
                    new FallbackResponder(openAi(server), new ScriptedResponder()));
            assertEquals(List.of("Hello"), tokens);
        }
    }

    @Test
    void stagesWithoutRoomForAModelAreSaidAsWritten() throws Exception {
        try (var server = babbling()) {
            var responder = new FallbackResponder(openAi(server), new ScriptedResponder());
            var response = responder.respond(new Prompt(List.of("One.", "Two."), Optional.empty()));
            assertEquals(new Outcome.Finished(2, Optional.empty()), response.stream(token -> {
                tokens.add(token);
                return Next.GO_ON;
            }));
            assertEquals(List.of("One.", " Two."), tokens);
            assertTrue(!server.request.isDone());
        }
    }

    @Test
    void keyIsNotPrinted() {
        assertTrue(
                !at(URI.create("http://h:1"), Optional.of("secret")).toString().contains("secret"));
    }

    private static ModelServerDouble babbling() throws Exception {
        var babbling = new ModelServerDouble[1];
        var server = new ModelServerDouble(200, body -> babbling[0].babble(body, HELLO));
        babbling[0] = server;
        return server;
    }

    private ChatResponder openAi(ModelServerDouble server) {
        return ChatResponder.openAi(at(server.address()), client, watchdog);
    }

    private ChatResponder impatient(ModelServerDouble server) {
        var soon = new ModelServer(server.address(), "m", Optional.empty(), Duration.ofMillis(200));
        return ChatResponder.openAi(soon, client, watchdog);
    }

    private static ModelServer at(URI address) {
        return at(address, Optional.empty());
    }

    private static ModelServer at(URI address, Optional<String> key) {
        return new ModelServer(address, "m", key, Duration.ofSeconds(10));
    }

    private Outcome stream(Responder responder) {
        return responder.respond(PROMPT).stream(token -> {
            tokens.add(token);
            return Next.GO_ON;
        });
    }

    private Outcome.Failed assertFails(Kind kind, int after,
            Responder responder) {
        var failed = assertInstanceOf(Outcome.Failed.class, stream(responder));
        assertEquals(kind, failed.failure().kind(), failed.failure().detail());
        assertEquals(after, failed.tokens());
        return failed;
    }
}
