package io.antiphon.dialogue.tool.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.call.CallId;
import io.antiphon.dialogue.campaign.Work;
import io.antiphon.dialogue.decide.Errand;
import io.antiphon.dialogue.decide.Returned;
import io.antiphon.dialogue.errand.Office;
import io.antiphon.dialogue.file.WholeFile;
import io.antiphon.dialogue.tool.Order;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolResult.Done;
import io.antiphon.dialogue.tool.ToolResult.Refused;
import io.antiphon.dialogue.tool.assembly.Opening.Opened;
import io.antiphon.dialogue.tool.assembly.Surroundings.Clocks;
import io.antiphon.dialogue.tool.box.Toolbox;
import io.antiphon.dialogue.tool.builtin.DocumentSearch.Found;
import io.antiphon.dialogue.tool.builtin.DocumentSearch.Passage;
import io.antiphon.dialogue.tool.http.ToolServer;
import io.antiphon.dialogue.tool.spec.BargeIn;
import io.antiphon.dialogue.tool.yaml.ToolsReader;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import io.antiphon.dialogue.yaml.YamlTree;
import io.antiphon.privacy.Egress;
import io.antiphon.testkit.VirtualTime;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class WorkshopTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final Findings findings = new Findings("t.yaml");
    @TempDir
    private Path folder;
    private Optional<Workshop> workshop = Optional.empty();

    @BeforeEach
    void begin() {
        workshop = Optional.of(new Workshop(new Surroundings(folder.resolve("state"), client,
                Egress.OPEN,
                new Clocks(new VirtualTime(), () -> Instant.parse("2026-03-02T06:00:00Z")),
                watchdog, Thread.ofPlatform().daemon().factory(), _ -> Optional.empty())));
    }

    @AfterEach
    void end() {
        workshop.ifPresent(Workshop::close);
        watchdog.shutdownNow();
        client.shutdownNow();
    }

    @Test
    void toolsThatAreAboutTheCallOrderIt() throws IOException {
        try (var box = opened(
                """
                        tools:
                          - {name: connect, description: d, built-in: {kind: transfer, targets: {sales: "sip:1@pbx"}}}
                          - {name: end, description: d, built-in: {kind: hang-up}}
                          - {name: press, description: d, built-in: {kind: send-digits}}
                        """)) {
            assertEquals(Optional.of(new Order.Transfer("sip:1@pbx", List.of())),
                    done(run(box, "connect", "{\"to\": \"sales\"}")).order());
            assertInstanceOf(Refused.class, run(box, "connect", "{\"to\": \"sip:evil@x\"}"));
            assertEquals(Optional.of(new Order.HangUp()), done(run(box, "end", "{}")).order());
            assertEquals(Optional.of(new Order.Press("12#")),
                    done(run(box, "press", "{\"keys\": \"12#\"}")).order());
            assertInstanceOf(Refused.class, run(box, "press", "{\"keys\": \"x\"}"));
        }
    }

    @Test
    void ticketIsWrittenDownAndTold() throws IOException {
        try (var server = new ToolServer(ToolServer.status(204)); var box = opened("""
                tools:
                  - name: open_ticket
                    description: d
                    built-in: {kind: ticket, webhook: "%s"}
                    result: {ticket: /id}
                """.formatted(server.at("/hook")))) {
            var done = done(run(box, "open_ticket", "{\"subject\": \"No sound\"}"));
            assertTrue(done.value().path("told").asBoolean());
            var id = done.fields().getOrDefault("ticket", "");
            var line = Files.readAllLines(folder.resolve("state/tickets.jsonl")).getFirst();
            assertTrue(line.contains("\"subject\":\"No sound\""), line);
            assertTrue(line.contains("\"id\":\"" + id + "\""), line);
            assertEquals(id, server.requests.getFirst().header("Idempotency-Key"));
        }
    }

    @Test
    void callbackIsKeptThoughNobodyCanBeTold() throws IOException {
        try (var server = new ToolServer(ToolServer.status(500)); var box = opened("""
                tools:
                  - {name: call_back, description: d, built-in: {kind: callback, webhook: "%s"}}
                """.formatted(server.at("/hook")))) {
            var done = done(run(box, "call_back", "{\"number\": \"030 1234\"}"));
            assertEquals(false, done.value().path("told").asBoolean());
            assertEquals(1, Files.readAllLines(folder.resolve("state/callbacks.jsonl")).size());
        }
    }

    @Test
    void whatAWebhookDoesNotTakeItIsToldAgainUntilItDoes() throws IOException {
        var untold = folder.resolve("state/untold");
        try (var server = new ToolServer(ToolServer.status(503), ToolServer.status(503),
                ToolServer.status(204));
                var box = opened(
                        """
                                tools:
                                  - {name: call_back, description: d, built-in: {kind: callback, webhook: "%s"}}
                                """
                                .formatted(server.at("/hook")))) {
            var _ = done(run(box, "call_back", "{\"number\": \"030 1234\"}"));
            workshop.orElseThrow().tellAll();
            assertEquals(1, WholeFile.in(untold).size());
            workshop.orElseThrow().tellAll();
            workshop.orElseThrow().tellAll();
            assertEquals(List.of(), WholeFile.in(untold));
            assertEquals(3, server.requests.size());
            assertEquals(1, server.requests.stream()
                    .map(request -> request.header("Idempotency-Key"))
                    .distinct()
                    .count());
            assertEquals(1, server.requests.stream()
                    .map(ToolServer.Request::body)
                    .distinct()
                    .count());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"number": "+49 30 1234"}                     | 1 | Anna Miller
            {"number": "0049301234"}                      | 1 | Anna Miller
            {"name": "ANNA  miller"}                      | 1 | Anna Miller
            {"name": "Ben Stone"}                         | 2 | ~~
            {"name": "Ben Stone", "number": "+49 30 777"} | 1 | Ben Stone
            {"number": "911"}                             | 0 | ~~
            """)
    void callerIsLookedUp(String arguments, int matches, String name) throws IOException {
        Files.writeString(folder.resolve("customers.csv"), """
                number,name,plan
                +49 (30) 12-34,Anna Miller,"gold, old"
                +49 30 777,Ben Stone,basic
                +49 30 778,Ben Stone,basic
                """);
        try (var box = opened(
                """
                        tools:
                          - {name: who, description: d, built-in: {kind: look-up, file: customers.csv, by: [number, name]}}
                        """)) {
            var value = done(run(box, "who", arguments)).value();
            assertEquals(matches, value.path("matches").asInt());
            assertEquals(name, value.path("record").path("name").asText());
        }
    }

    @Test
    void lookUpWithoutAKeyIsRefused() throws IOException {
        Files.writeString(folder.resolve("customers.json"), "[{\"number\": \"1\"}]");
        try (var box = opened(
                """
                        tools:
                          - {name: who, description: d, built-in: {kind: look-up, file: customers.json, by: number}}
                        """)) {
            assertInstanceOf(Refused.class, run(box, "who", "{}"));
        }
    }

    @Test
    void documentsAreSearched() throws IOException {
        try (var box = opened("""
                tools:
                  - {name: know, description: d, built-in: {kind: search-documents}}
                """)) {
            var value = done(run(box, "know", "{\"question\": \"when?\"}")).value();
            assertEquals("We open at nine: when?", value.at("/passages/0/text").asText());
            assertEquals("hours.md", value.at("/passages/0/source").asText());
        }
    }

    @Test
    void operationOfADocumentIsATool() throws IOException {
        Files.writeString(folder.resolve("shop.yaml"), """
                openapi: 3.1.0
                paths:
                  /orders/{id}:
                    get:
                      operationId: findOrder
                      description: Finds an order.
                      parameters: [{name: id, in: path, schema: {type: string}}]
                """);
        try (var server = new ToolServer(ToolServer.json("{\"status\": \"sent\"}"));
                var box = opened("""
                        tools:
                          - name: find
                            effect: read
                            openapi: {document: shop.yaml, operation: findOrder, server: "%s"}
                            result: {status: /status}
                        """.formatted(server.at("/v1")))) {
            assertEquals("Finds an order.", box.offers().getFirst().description());
            var done = done(run(box, "find", "{\"id\": \"a/b\"}"));
            assertEquals("sent", done.fields().get("status"));
            assertEquals("/v1/orders/a%2Fb", server.requests.getFirst().address());
        }
    }

    @Test
    void javaServiceIsFoundByItsName() throws IOException {
        try (var box = opened("""
                tools:
                  - {name: echo, description: d, effect: pure, java: test-echo,
                     parameters: {text: {type: string}}}
                """)) {
            assertEquals("hello", done(run(box, "echo", "{\"text\": \"hello\"}")).value().asText());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            java: no-such                                                       | no Java service called "no-such"
            http: {url: "http://h/", auth: {bearer: {file: none.key}}}          | no secret in the file
            http: {url: "http://h/", auth: {bearer: {environment: NONE}}}       | no secret in the environment variable NONE
            built-in: {kind: look-up, file: none.csv, by: number}               | cannot be read
            """)
    void whatIsMissingIsToldWhenTheToolboxOpens(String source, String message) {
        var opening = open("tools:\n  - {name: t, description: d, effect: read, " + source + "}\n");
        var refused = assertInstanceOf(Opening.Refused.class, opening);
        assertEquals("t", refused.problems().getFirst().tool());
        assertTrue(refused.problems().getFirst().message().contains(message),
                refused.problems()::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"built-in: {kind: look-up, file: none.csv, by: number}",
            "built-in: {kind: find-slots, calendar: none.ics, time-zone: UTC, open: {monday: [09:00-10:00]}}",
            "built-in: {kind: e-mail, server: 'smtps://h', from: a@b.c, to: a@b.c, user: u, password: {environment: NONE}}"})
    void whatNeedNotBeThereIsLeftOut(String source) {
        var opening = assertInstanceOf(Opened.class,
                open("tools:\n  - {name: t, description: d, optional: true, " + source + "}\n"));
        try (var box = opening.toolbox()) {
            assertEquals(List.of("t"), opening.off().stream().map(Opening.Problem::tool).toList());
            assertTrue(box.isOff("t"));
            assertEquals(List.of(), box.offers());
            var office = new Office(box, Office.Archive.EMPTY, Office.Reader.NOBODY);
            var errand = new Errand(1, new Work.CallTool("t", Map.of(), BargeIn.FINISH));
            assertEquals(new Returned.Nothing(), office.begin(errand, "call").await());
        }
    }

    @Test
    void whatNeedNotBeThereAndIsServes() throws IOException {
        Files.writeString(folder.resolve("customers.csv"), "number,name\n47,Anna\n");
        try (var box = opened(
                """
                        tools:
                          - {name: t, description: d, optional: true,
                             built-in: {kind: look-up, file: customers.csv, by: number}, result: {name: /record/name}}
                        """)) {
            assertEquals("Anna",
                    done(run(box, "t", "{\"number\": \"47\"}")).fields().get("name"));
        }
    }

    private Toolbox opened(String yaml) {
        return assertInstanceOf(Opened.class, open(yaml)).toolbox();
    }

    private Opening open(String yaml) {
        var root = new Section(findings, new YamlTree(findings).parse(yaml).orElseThrow(), "");
        var reading = new ToolsReader(findings).read(root);
        assertTrue(findings.inOrder().stream().noneMatch(each -> !each.path().endsWith("effect")),
                () -> findings.inOrder().toString());
        return workshop.orElseThrow()
                .open(reading.tools(), reading.servers(), folder,
                        (question, _) -> new Found.Passages(
                                List.of(new Passage("We open at nine: " + question, "hours.md"))));
    }

    private static ToolResult run(Toolbox box, String tool, String arguments) throws IOException {
        return box.begin(new ToolCall("key", tool,
                (ObjectNode) new ObjectMapper().readTree(arguments), new CallId("call"))).await();
    }

    private static Done done(ToolResult result) {
        return assertInstanceOf(Done.class, result);
    }
}
