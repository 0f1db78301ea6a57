package io.antiphon.dialogue.tool.mcp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.antiphon.call.CallId;
import io.antiphon.dialogue.tool.Secrets;
import io.antiphon.dialogue.tool.Tool;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolResult.Cancelled;
import io.antiphon.dialogue.tool.ToolResult.Done;
import io.antiphon.dialogue.tool.ToolResult.Failed;
import io.antiphon.dialogue.tool.ToolResult.Refused;
import io.antiphon.dialogue.tool.http.HttpTools;
import io.antiphon.dialogue.tool.http.Line;
import io.antiphon.dialogue.tool.http.ToolServer;
import io.antiphon.dialogue.tool.http.ToolServer.Answer;
import io.antiphon.dialogue.tool.mcp.McpServers.Known;
import io.antiphon.dialogue.tool.spec.Auth;
import io.antiphon.dialogue.tool.spec.McpServer;
import io.antiphon.dialogue.tool.spec.Secret;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.privacy.Egress;
import io.antiphon.testkit.VirtualTime;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class McpToolTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService turns = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Thread> readers = new ArrayList<>();
    private final VirtualTime time = new VirtualTime();
    @TempDir
    private Path folder;
    private Optional<McpServers> opened = Optional.empty();

    @BeforeEach
    void begin() {
        var secrets = new Secrets(folder, _ -> Optional.of("hunter2"));
        opened = Optional.of(new McpServers(
                new McpServers.Places(folder, folder.resolve("logs"), secrets),
                new HttpTools(new Line(client, Egress.OPEN), secrets, time), time, watchdog,
                work -> {
                    var thread = Thread.ofPlatform().daemon().unstarted(work);
                    readers.add(thread);
                    return thread;
                }));
    }

    @AfterEach
    void end() throws InterruptedException {
        opened.ifPresent(McpServers::close);
        for (var reader : readers) {
            assertTrue(reader.join(Duration.ofSeconds(10)), "a server outlives its toolbox");
        }
        watchdog.shutdownNow();
        turns.shutdownNow();
        client.shutdownNow();
    }

    @Test
    void processSaysWhatItsToolsTake() {
        var offered = assertInstanceOf(Known.Offered.class, servers().tool(process(), "fail"));
        assertEquals("It is fail", offered.description());
        assertEquals("string", offered.input().parameters().getFirst().type());
        var unknown = assertInstanceOf(Known.Unknown.class, servers().tool(process(), "fial"));
        assertTrue(unknown.why().contains("fail"), unknown::why);
    }

    @Test
    void textAndStructureComeBack() {
        assertEquals("gr\u00fcn", done(run(tool("echo"), "gr\u00fcn")).value().asText());
        assertEquals(List.of(1), done(run(tool("echo"), "{\"a\": [1]}")).value()
                .path("a")
                .valueStream()
                .map(each -> each.asInt())
                .toList());
        assertEquals(3, done(run(tool("add"), "")).value().path("sum").asInt());
    }

    @Test
    void manyCallsAtOnceGetEachItsOwnAnswer() throws Exception {
        var echo = tool("echo");
        var results = new ArrayList<CompletableFuture<ToolResult>>();
        for (int i = 0; i < 50; i++) {
            String text = "call " + i;
            results.add(CompletableFuture.supplyAsync(() -> run(echo, text), turns));
        }
        for (int i = 0; i < results.size(); i++) {
            assertEquals("call " + i, done(results.get(i).get(20, SECONDS)).value().asText());
        }
    }

    @Test
    void errorThatAToolReportsIsToldToWhoAsked() {
        assertEquals(new Refused("the tool reports: no such order"), run(tool("fail"), ""));
    }

    @Test
    void cancelEndsTheWaitAndReachesTheServer() throws Exception {
        var run = tool("hang").begin(call(""));
        var result = CompletableFuture.supplyAsync(run::await, turns);
        // An answer tells which calls have arrived: those that ask, and the one before them.
        var heard = tool("heard");
        int asked = 1;
        while (count(run(heard, ""), "tools/call") <= asked) {
            asked++;
        }
        run.cancel();
        assertEquals(new Cancelled(true), result.get(10, SECONDS));
        assertEquals(1, count(run(heard, ""), "notifications/cancelled"));
    }

    @Test
    void pingOfTheServerIsAnswered() {
        run(tool("echo"), "x");
        var heard = tool("heard");
        while (count(run(heard, ""), "answer") < 1) {
            Thread.onSpinWait();
        }
    }

    @Test
    void processThatDiesFailsItsCallAndIsBegunAnew() {
        var failed = assertInstanceOf(Failed.class, run(tool("die"), ""));
        assertEquals(Kind.UNREACHABLE, failed.failure().kind());
        assertTrue(failed.perhapsDone());
        assertEquals("back", done(run(tool("echo"), "back")).value().asText());
    }

    @Test
    void processThatKeepsDyingIsLeftAloneLongerAndLonger() {
        var die = tool("die");
        run(die, "");
        run(die, "");
        var failed = assertInstanceOf(Failed.class, run(die, ""));
        assertFalse(failed.perhapsDone(), "it was not even begun");
        time.advance(Duration.ofSeconds(1).toNanos());
        assertTrue(assertInstanceOf(Failed.class, run(die, "")).perhapsDone());
        time.advance(Duration.ofSeconds(1).toNanos());
        assertFalse(assertInstanceOf(Failed.class, run(die, "")).perhapsDone());
    }

    @Test
    void processSeesNothingOfOurEnvironmentButWhatItIsGiven() {
        var variables = done(run(tool("variables"), "")).value().asText();
        assertEquals(List.of("DESK_KEY", "HOME", "PATH"), List.of(variables.split(" ")));
    }

    @Test
    void serverOfTheOfficialSdkIsUnderstood() {
        var offered = assertInstanceOf(Known.Offered.class,
                servers().tool(process(SdkServerMain.class), "shout"));
        assertEquals("Shouts.", offered.description());
        assertEquals("hello!", done(run(offered.tool(), "hello")).value().asText());
    }

    @Test
    void programThatIsNotThereIsTold() {
        var server = new McpServer("none",
                new McpServer.Command(List.of("no-such-program"), Map.of()));
        var unknown = assertInstanceOf(Known.Unknown.class, servers().tool(server, "echo"));
        assertTrue(unknown.why().contains("no-such-program"), unknown::why);
    }

    @Test
    void serverThatIsNoMcpServerIsTold() {
        var server = new McpServer("true", new McpServer.Command(List.of("true"), Map.of()));
        assertInstanceOf(Known.Unknown.class, servers().tool(server, "echo"));
    }

    @Test
    void overHttpTheSessionIsKept() throws Exception {
        try (var server = new ToolServer(greeting(), ToolServer.status(202), list(),
                ToolServer.json(answer(3, "hello")))) {
            var tool = overHttp(server);
            assertEquals("hello", done(run(tool, "")).value().asText());
            var call = server.requests.getLast();
            assertEquals("s-1", call.header("Mcp-Session-Id"));
            assertEquals("2025-06-18", call.header("MCP-Protocol-Version"));
            assertTrue(server.requests.get(1).body().contains("notifications/initialized"));
        }
    }

    @Test
    void eventStreamIsReadToTheAnswerAndNoFurther() throws Exception {
        try (var server = new ToolServer(greeting(), ToolServer.status(202), list())) {
            var hang = server.hang();
            server.next(exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody()
                        .write((": hello\n\nevent: message\r\n"
                                + "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}\r\n\r\n"
                                + "data: " + answer(3, "hello") + "\n\n")
                                .getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                hang.give(exchange);
            });
            assertEquals("hello", done(run(overHttp(server), "")).value().asText());
        }
    }

    @Test
    void serverThatForgotTheSessionIsGreetedAgain() throws Exception {
        try (var server = new ToolServer(greeting(), ToolServer.status(202), list(),
                ToolServer.status(404), greeting(), ToolServer.status(202),
                ToolServer.json(answer(2, "again")))) {
            var tool = overHttp(server);
            var failed = assertInstanceOf(Failed.class, run(tool, ""));
            assertTrue(failed.failure().kind().worthRetrying());
            assertFalse(failed.perhapsDone());
            assertEquals("again", done(run(tool, "")).value().asText());
        }
    }

    @Test
    void cancelReachesTheServerOverHttp() throws Exception {
        try (var server = new ToolServer(greeting(), ToolServer.status(202), list())) {
            var tool = overHttp(server);
            var called = new CompletableFuture<String>();
            var told = new CompletableFuture<Boolean>();
            var hang = server.hang();
            server.next(exchange -> {
                called.complete("");
                hang.give(exchange);
            }, exchange -> {
                told.complete(true);
                ToolServer.status(202).give(exchange);
            });
            var run = tool.begin(call(""));
            var result = CompletableFuture.supplyAsync(run::await, turns);
            called.get(10, SECONDS);
            run.cancel();
            assertEquals(new Cancelled(true), result.get(10, SECONDS));
            assertTrue(told.get(10, SECONDS));
            assertTrue(server.requests.getLast().body().contains("notifications/cancelled"));
        }
    }

    private static Answer greeting() {
        return exchange -> {
            exchange.getResponseHeaders().set("Mcp-Session-Id", "s-1");
            ToolServer.json(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"2025-06-18\"}}")
                    .give(exchange);
        };
    }

    private static Answer list() {
        return ToolServer.json(
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"tools\":[{\"name\":\"echo\"}]}}");
    }

    private static String answer(int id, String text) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id
                + ",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}]}}";
    }

    private Tool overHttp(ToolServer server) {
        var spec = new McpServer("web", new McpServer.Http(server.at("/mcp"), new Auth.None()));
        return assertInstanceOf(Known.Offered.class, servers().tool(spec, "echo")).tool();
    }

    private Tool tool(String name) {
        return assertInstanceOf(Known.Offered.class, servers().tool(process(), name)).tool();
    }

    private McpServers servers() {
        return opened.orElseThrow();
    }

    private static McpServer process() {
        return process(McpServerMain.class);
    }

    private static McpServer process(Class<?> main) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path",
                System.getProperty("java.class.path"));
        return new McpServer("desk", new McpServer.Command(
                List.of(java, "-Xshare:auto", "-Dstdout.encoding=UTF-8", "-cp", classes,
                        main.getName()),
                Map.of("DESK_KEY", new Secret.FromEnvironment("DESK_KEY"))));
    }

    private static long count(ToolResult heard, String method) {
        return List.of(done(heard).value().asText().split(" "))
                .stream()
                .filter(method::equals)
                .count();
    }

    private static ToolResult run(Tool tool, String text) {
        return tool.begin(call(text)).await();
    }

    private static Done done(ToolResult result) {
        return assertInstanceOf(Done.class, result);
    }

    private static ToolCall call(String text) {
        return new ToolCall("key", "tool", JsonNodeFactory.instance.objectNode().put("text", text),
                new CallId("call"));
    }
}
