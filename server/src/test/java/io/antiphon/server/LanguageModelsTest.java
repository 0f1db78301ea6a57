package io.antiphon.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.respond.FallbackResponder;
import io.antiphon.dialogue.respond.ModelResponder;
import io.antiphon.dialogue.respond.OnAccount;
import io.antiphon.dialogue.respond.Outcome;
import io.antiphon.dialogue.respond.Prompt;
import io.antiphon.dialogue.respond.Responder;
import io.antiphon.dialogue.respond.ScriptedResponder;
import io.antiphon.dialogue.respond.Sink.Next;
import io.antiphon.server.config.ConfigReader;
import io.antiphon.server.config.ConfigReader.Reading;
import io.antiphon.server.config.Defaults;
import io.antiphon.server.config.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From the configuration to words, with servers on the loopback. */
@Timeout(30)
class LanguageModelsTest {

    private static final String ANSWER = """
            data: {"choices":[{"delta":{"content":"Quite well, thank you."}}]}
            data: {"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5}}
            data: [DONE]
            """;
    private static final Prompt PROMPT = new Prompt(List.of("I am well."),
            Optional.of(ModelRequest.spoken(List.of(new Message.Caller("how are you")), 60)));

    private static final LanguageModels.Telling TOLD = new LanguageModels.Telling(_ -> {}, _ -> {});

    private final List<String> heard = new ArrayList<>();
    private Optional<HttpServer> server = Optional.empty();

    @BeforeEach
    void begin() throws IOException {
        var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                0);
        started.createContext("/broken", exchange -> {
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        started.createContext("/good/v1/chat/completions", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody()
                        .write(ANSWER.getBytes(StandardCharsets.UTF_8));
            }
        });
        started.start();
        server = Optional.of(started);
    }

    @AfterEach
    void end() {
        server.ifPresent(started -> started.stop(0));
    }

    @Test
    void brokenServerGivesWayToTheNextAndTheCallPaysForIt() throws Exception {
        try (var models = LanguageModels.open(config("", ""), TOLD)) {
            var responder = new OnAccount(responder(models), "call-1");
            var outcome = responder.respond(PROMPT).stream(text -> {
                heard.add(text);
                return Next.GO_ON;
            });
            assertInstanceOf(Outcome.Finished.class, outcome);
            assertEquals("Quite well, thank you.", String.join("", heard));
            assertEquals(10 * 1000 + 5 * 2000, models.ledger().total("call-1").nanos());
        }
    }

    @Test
    void spentBudgetLeavesTheScript() throws Exception {
        try (var models = LanguageModels.open(config("  budget: {tokens: 15}\n", ""), TOLD)) {
            var responder = new OnAccount(responder(models), "call-1");
            for (int turn = 0; turn < 2; turn++) {
                responder.respond(PROMPT).stream(text -> {
                    heard.add(text);
                    return Next.GO_ON;
                });
            }
            assertEquals(List.of("Quite well, thank you.", "I am well."), heard);
        }
    }

    @Test
    void deniedEgressLeavesThisMachine() throws Exception {
        try (var models = LanguageModels.open(config("", "privacy: {egress: deny}\n"), TOLD)) {
            assertTrue(models.asked().isPresent());
        }
    }

    @Test
    void providerThatEgressForbidsKeepsTheServerFromStarting() {
        var config = read("models:\n  providers: [{name: far, kind: openai, "
                + "url: 'http://192.0.2.1', model: m}]\nprivacy: {egress: deny}\n");
        var problem = assertThrows(CannotStart.class, () -> LanguageModels.open(config, TOLD));
        assertTrue(String.valueOf(problem.getMessage()).contains("far: egress is denied"),
                problem.getMessage());
    }

    @Test
    void fileOfAModelIsAskedByItsOwnTemplate() throws Exception {
        var file = Path.of("").toAbsolutePath().resolveSibling("models/lm/lm.gguf");
        var config = read("models:\n  providers:\n    - {name: ours, kind: llama, model: '" + file
                + "', context: 512}\n");
        try (var models = LanguageModels.open(config, TOLD)) {
            var asked = new ModelResponder(models.asked().orElseThrow());
            // Without an instruction the small model has nothing to go by.
            var chat = new Prompt(List.of(), Optional.of(ModelRequest.spoken(List.of(
                    new Message.Instruction("You are the friendly receptionist of a practice.\n"
                            + "Answer the caller's small talk in one short friendly sentence."),
                    new Message.Caller("how are you today")), 60)));
            var outcome = asked.respond(chat).stream(text -> {
                heard.add(text);
                return Next.GO_ON;
            });
            assertInstanceOf(Outcome.Finished.class, outcome);
            assertTrue(String.join("", heard).length() > 10, heard.toString());
        }
    }

    @Test
    void missingFileOfAModelKeepsTheServerFromStarting() {
        var config = read(
                "models:\n  providers: [{name: ours, kind: llama, model: /nowhere.gguf}]\n");
        var problem = assertThrows(CannotStart.class, () -> LanguageModels.open(config, TOLD));
        assertEquals("models: ours: llama: no model file at /nowhere.gguf", problem.getMessage());
    }

    @Test
    void withoutModelsTheScriptSpeaks() throws Exception {
        try (var models = LanguageModels.open(Defaults.with(Path.of("models")), TOLD)) {
            assertEquals("script", responder(models).name());
            assertTrue(models.asked().isEmpty());
        }
    }

    private ServerConfig config(String more, String privacy) {
        String base = "http://127.0.0.1:" + server.orElseThrow().getAddress().getPort();
        return read("models:\n  providers:\n"
                + "    - {name: one, kind: openai, url: '" + base + "/broken', model: m}\n"
                + "    - {name: two, kind: openai, url: '" + base + "/good', model: m,"
                + " price: {prompt: 1, completion: 2}}\n" + more + privacy);
    }

    private static ServerConfig read(String yaml) {
        return switch (ConfigReader.read("antiphon.yaml", yaml, Path.of("."),
                Defaults.with(Path.of("models")))) {
            case Reading.Accepted(var config) -> config;
            case Reading.Refused(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    /** Whoever is asked, and the script behind. */
    private static Responder responder(LanguageModels models) {
        var script = new ScriptedResponder();
        return models.asked()
                .<Responder>map(
                        model -> new FallbackResponder(new ModelResponder(model), script))
                .orElse(script);
    }
}
