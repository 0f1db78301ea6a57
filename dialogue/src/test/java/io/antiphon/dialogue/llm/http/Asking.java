package io.antiphon.dialogue.llm.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.dialogue.llm.Deadlines;
import io.antiphon.dialogue.llm.LanguageModel;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.ModelAnswer.Next;
import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.ModelRequest.Form;
import io.antiphon.dialogue.llm.Task;
import io.antiphon.dialogue.llm.ToolCall;
import io.antiphon.dialogue.llm.ToolOffer;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.privacy.Egress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** What the tests of all protocols need: connections, requests, and a listener that remembers. */
final class Asking implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();
    static final Deadlines PATIENT = Deadlines.of(Duration.ofSeconds(10), Duration.ofSeconds(10),
            Duration.ofSeconds(15));
    static final JsonNode SCHEMA = json(
            """
                    {"type": "object", "required": ["intent"], "properties": {"intent": {"enum": ["book", "none"]}}}""");
    static final ToolOffer LOOK_UP = new ToolOffer("look_up", "Finds an order.",
            json("{\"type\":\"object\",\"properties\":{\"number\":{\"type\":\"string\"}}}"));
    static final ToolOffer TRANSFER = new ToolOffer("transfer", "Hands the caller on.",
            json("{\"type\":\"object\",\"properties\":{}}"));

    final HttpClient client = HttpClient.newHttpClient();
    final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    final ExecutorService turns = Executors.newVirtualThreadPerTaskExecutor();
    final List<String> pieces = new ArrayList<>();

    Connections connections() {
        return connections(Egress.OPEN);
    }

    Connections connections(Egress egress) {
        return new Connections(client, egress, watchdog, System::nanoTime);
    }

    static ModelServer at(URI address) {
        return at(address, Optional.empty());
    }

    static ModelServer at(URI address, Optional<String> key) {
        return new ModelServer(address, "m", key, PATIENT);
    }

    static List<Message> conversation() {
        return List.of(new Message.Instruction("Be brief."), new Message.Agent("Hello?"),
                new Message.Caller("how are \"you\""));
    }

    /** A conversation in which a tool has answered already. */
    static List<Message> withToolResult() {
        var call = new ToolCall("c7", "look_up", json("{\"number\":\"7\"}"));
        return List.of(new Message.Instruction("Be brief."), new Message.Caller("order 7?"),
                new Message.Agent("", List.of(call)), new Message.ToolResult(call, "{\"at\":3}"));
    }

    static ModelRequest words() {
        return asked(Form.text(60), PATIENT);
    }

    static ModelRequest asked(Form form, Deadlines deadlines) {
        return new ModelRequest(Task.RESPOND, "call-1", conversation(), form, deadlines);
    }

    static ModelRequest tools() {
        return asked(Form.tools(60, List.of(LOOK_UP, TRANSFER)), PATIENT);
    }

    ModelEnding stream(LanguageModel model, ModelRequest request) {
        return model.ask(request).stream(piece -> {
            pieces.add(piece);
            return Next.GO_ON;
        });
    }

    ModelEnding.Finished finishes(LanguageModel model, ModelRequest request) {
        return assertInstanceOf(ModelEnding.Finished.class, stream(model, request));
    }

    ModelEnding.Failed fails(Kind kind, LanguageModel model, ModelRequest request) {
        var failed = assertInstanceOf(ModelEnding.Failed.class, stream(model, request));
        assertEquals(kind, failed.failure().kind(), failed.failure().detail());
        return failed;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
        turns.shutdownNow();
        client.shutdownNow();
    }
}
