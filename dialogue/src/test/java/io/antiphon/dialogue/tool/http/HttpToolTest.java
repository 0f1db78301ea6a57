package io.antiphon.dialogue.tool.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.antiphon.call.CallId;
import io.antiphon.dialogue.tool.Deeds;
import io.antiphon.dialogue.tool.Secrets;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolResult.Cancelled;
import io.antiphon.dialogue.tool.ToolResult.Done;
import io.antiphon.dialogue.tool.ToolResult.Failed;
import io.antiphon.dialogue.tool.ToolResult.Refused;
import io.antiphon.dialogue.tool.ToolRun;
import io.antiphon.dialogue.tool.spec.Auth;
import io.antiphon.dialogue.tool.spec.Body;
import io.antiphon.dialogue.tool.spec.Secret;
import io.antiphon.dialogue.tool.spec.Source;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.privacy.Egress;
import io.antiphon.testkit.VirtualTime;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class HttpToolTest {

    private static final Auth NONE = new Auth.None();

    private final HttpClient client = HttpClient.newHttpClient();
    private final VirtualTime time = new VirtualTime();
    private final ExecutorService turns = Executors.newVirtualThreadPerTaskExecutor();
    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        turns.shutdownNow();
        client.shutdownNow();
    }

    @Test
    void jsonComesBackAsItIs() throws Exception {
        try (var server = new ToolServer(ToolServer.json("{\"status\": \"sent\"}"))) {
            var done = assertInstanceOf(Done.class, run(get(server, "/orders/{id}", NONE)));
            assertEquals("sent", done.value().path("status").asText());
            assertEquals("/orders/4711", server.requests.getFirst().address());
        }
    }

    @Test
    void textComesBackAsText() throws Exception {
        try (var server = new ToolServer(
                ToolServer.answer(200, "text/plain; charset=utf-8", "gr\u00fcn"))) {
            var done = assertInstanceOf(Done.class, run(get(server, "/", NONE)));
            assertEquals("gr\u00fcn", done.value().asText());
        }
    }

    @ParameterizedTest
    @CsvSource({"401, REFUSED, false", "403, REFUSED, false", "408, TIMED_OUT, true",
            "429, BUSY, false", "500, UNREACHABLE, true", "501, BROKEN, true",
            "502, UNREACHABLE, true", "503, BUSY, false", "504, TIMED_OUT, true"})
    void statusSaysWhatCanBeDone(int status, Kind kind, boolean perhapsDone) throws Exception {
        try (var server = new ToolServer(ToolServer.status(status))) {
            var failed = assertInstanceOf(Failed.class, run(get(server, "/", NONE)));
            assertEquals(kind, failed.failure().kind());
            assertEquals(perhapsDone, failed.perhapsDone());
        }
    }

    @Test
    void whatTheServerWillNotHaveIsToldToWhoAsked() throws Exception {
        try (var server = new ToolServer(
                ToolServer.answer(422, "application/json", "{\"error\": \"no such day\"}"))) {
            assertEquals(new Refused("it answered HTTP 422: {\"error\": \"no such day\"}"),
                    run(get(server, "/", NONE)));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            application/json | {"status":
            application/json | {} {}
            image/png        | ~PNG~
            """)
    void answerThatIsNeitherJsonNorTextIsBroken(String type, String body) throws Exception {
        try (var server = new ToolServer(ToolServer.answer(200, type, body))) {
            var failed = assertInstanceOf(Failed.class, run(get(server, "/", NONE)));
            assertEquals(Kind.BROKEN, failed.failure().kind());
        }
    }

    @Test
    void hugeAnswerIsNotReadToItsEnd() throws Exception {
        try (var server = endless()) {
            var failed = assertInstanceOf(Failed.class, run(get(server, "/", NONE)));
            assertEquals("its answer is larger than we read", failed.failure().detail());
            assertTrue(server.clientLeft.await(10, SECONDS));
        }
    }

    @Test
    void cancelReachesTheServer() throws Exception {
        var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        try (server) {
            var run = begin(source("GET", "http://127.0.0.1:" + server.getLocalPort() + "/", NONE));
            var result = CompletableFuture.supplyAsync(run::await, turns);
            try (var connection = server.accept()) {
                assertTrue(connection.getInputStream().read() > 0, "the request has begun");
                run.cancel();
                assertEquals(new Cancelled(true), result.get(10, SECONDS));
                // Ends only when the other side has closed the connection.
                assertTrue(connection.getInputStream().readAllBytes().length > 0);
            }
        }
    }

    @Test
    void whatIsCancelledBeforeItBeginsIsNeverSent() throws Exception {
        try (var server = new ToolServer()) {
            var run = begin(get(server, "/", NONE));
            run.cancel();
            assertEquals(new Cancelled(false), run.await());
            assertEquals(List.of(), server.requests);
        }
    }

    @Test
    void redirectWithinTheServerIsFollowed() throws Exception {
        try (var server = new ToolServer(ToolServer.redirect("/elsewhere?x=1"),
                ToolServer.json("1"))) {
            assertInstanceOf(Done.class, run(get(server, "/", NONE)));
            assertEquals("/elsewhere?x=1", server.requests.getLast().address());
        }
    }

    @Test
    void redirectToAnotherServerIsNot() throws Exception {
        try (var other = new ToolServer(ToolServer.json("1"));
                var server = new ToolServer(ToolServer.redirect(other.at("/").toString()))) {
            var failed = assertInstanceOf(Failed.class, run(get(server, "/", NONE)));
            assertEquals(Kind.REFUSED, failed.failure().kind());
            assertEquals(List.of(), other.requests);
        }
    }

    @Test
    void redirectWithoutEndEnds() throws Exception {
        var round = ToolServer.redirect("/");
        try (var server = new ToolServer(round, round, round, round, round)) {
            assertInstanceOf(Failed.class, run(get(server, "/", NONE)));
            assertEquals(4, server.requests.size());
        }
    }

    @Test
    void nothingAnswersWhereNobodyListens() throws Exception {
        int port;
        try (var taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        var failed = assertInstanceOf(Failed.class,
                run(source("GET", "http://127.0.0.1:" + port + "/{id}", NONE)));
        assertEquals(Kind.UNREACHABLE, failed.failure().kind());
        assertFalse(failed.perhapsDone());
        assertFalse(failed.toString().contains("4711"), failed::toString);
    }

    @Test
    void egressThatIsDeniedIsRefused() {
        var tool = new HttpTools(new Line(client, Egress.denied(Set.of())), secrets(), time)
                .tool("find", source("GET", "http://192.0.2.1/", NONE));
        var failed = assertInstanceOf(Failed.class, tool.begin(call()).await());
        assertEquals(Kind.REFUSED, failed.failure().kind());
    }

    @Test
    void keyOfADeedIsSentWhereTheServerWantsIt() throws Exception {
        try (var server = new ToolServer(ToolServer.status(204))) {
            var source = new Source.Http("POST", server.at("/").toString(), Map.of(), Map.of(),
                    new Body.Arguments(), NONE, Optional.of("Idempotency-Key"));
            assertInstanceOf(Done.class, run(source));
            assertEquals(Deeds.key(call()), server.requests.getFirst().header("Idempotency-Key"));
            assertEquals("{\"id\":\"4711\"}", server.requests.getFirst().body());
        }
    }

    @Test
    void secretsComeFromFilesAndTheEnvironment() throws Exception {
        Files.writeString(folder.resolve("key"), "from-file\n");
        var file = new Secret.FromFile(Path.of("key"));
        var variable = new Secret.FromEnvironment("TOOL_KEY");
        var ok = ToolServer.json("1");
        try (var server = new ToolServer(ok, ok, ok)) {
            run(get(server, "/", new Auth.Bearer(file)));
            run(get(server, "/", new Auth.Basic("anna", variable)));
            run(get(server, "/", new Auth.Key("X-Key", variable)));
            assertEquals("Bearer from-file", authorization(server, 0));
            assertEquals("Basic YW5uYTpmcm9tLWVudg==", authorization(server, 1));
            assertEquals("from-env", server.requests.get(2).header("X-Key"));
        }
    }

    @Test
    void missingSecretIsTold() throws Exception {
        try (var server = new ToolServer()) {
            var auth = new Auth.Bearer(new Secret.FromEnvironment("NO_SUCH_KEY"));
            var failed = assertInstanceOf(Failed.class, run(get(server, "/", auth)));
            assertTrue(failed.failure().detail().contains("NO_SUCH_KEY"));
            assertEquals(List.of(), server.requests);
        }
    }

    @Test
    void tokenIsFetchedOnceAndRenewedBeforeItExpires() throws Exception {
        var ok = ToolServer.json("1");
        try (var tokens = new ToolServer(token("one"), token("two"));
                var server = new ToolServer(ok, ok, ok)) {
            var tool = tools().tool("find", get(server, "/", oauth2(tokens.at("/token"))));
            tool.begin(call()).await();
            tool.begin(call()).await();
            time.advance(Duration.ofSeconds(3571).toNanos());
            tool.begin(call()).await();
            assertEquals(List.of("Bearer one", "Bearer one", "Bearer two"),
                    List.of(authorization(server, 0), authorization(server, 1),
                            authorization(server, 2)));
            var request = tokens.requests.getFirst();
            assertEquals("grant_type=client_credentials&scope=orders%20read", request.body());
            assertEquals("Basic ZGVzazpmcm9tLWVudg==", request.header("authorization"));
        }
    }

    @Test
    void tokenThatIsNotAcceptedIsRenewedOnce() throws Exception {
        try (var tokens = new ToolServer(token("one"), token("two"), token("three"));
                var server = new ToolServer(ToolServer.status(401), ToolServer.json("1"),
                        ToolServer.status(401), ToolServer.status(401))) {
            var tool = tools().tool("find", get(server, "/", oauth2(tokens.at("/token"))));
            assertInstanceOf(Done.class, tool.begin(call()).await());
            assertEquals("Bearer two", authorization(server, 1));
            assertInstanceOf(Failed.class, tool.begin(call()).await());
            assertEquals(4, server.requests.size());
        }
    }

    @Test
    void callsThatNeedATokenAtOnceShareOne() throws Exception {
        try (var tokens = new ToolServer(token("one"));
                var server = new ToolServer(repeated(8))) {
            var tool = tools().tool("find", get(server, "/", oauth2(tokens.at("/token"))));
            var results = new ArrayList<CompletableFuture<ToolResult>>();
            for (int i = 0; i < 8; i++) {
                results.add(CompletableFuture.supplyAsync(() -> tool.begin(call()).await(), turns));
            }
            for (var result : results) {
                assertInstanceOf(Done.class, result.get(10, SECONDS));
            }
            assertEquals(1, tokens.requests.size());
        }
    }

    @Test
    void whoWaitsForAnothersTokenGoesOnWhenThatOneIsCancelled() throws Exception {
        try (var tokens = new ToolServer();
                var server = new ToolServer(ToolServer.json("1"))) {
            tokens.next(tokens.hang(), token("two"));
            var tool = tools().tool("find", get(server, "/", oauth2(tokens.at("/token"))));
            var first = tool.begin(call());
            var firstResult = CompletableFuture.supplyAsync(first::await, turns);
            assertTrue(tokens.asked.await(10, SECONDS));
            var second = CompletableFuture.supplyAsync(() -> tool.begin(call()).await(), turns);
            first.cancel();
            assertEquals(new Cancelled(false), firstResult.get(10, SECONDS));
            assertInstanceOf(Done.class, second.get(10, SECONDS));
        }
    }

    @Test
    void tokenServerThatRefusesIsNamedWithoutItsWords() throws Exception {
        try (var tokens = new ToolServer(ToolServer.answer(400, "text/plain", "desk:from-env?"));
                var server = new ToolServer()) {
            var failed = assertInstanceOf(Failed.class,
                    run(get(server, "/", oauth2(tokens.at("/token")))));
            assertEquals(Kind.REFUSED, failed.failure().kind());
            assertFalse(failed.toString().contains("from-env"), failed::toString);
            assertFalse(failed.perhapsDone());
        }
    }

    private ToolServer endless() throws Exception {
        var server = new ToolServer();
        server.next(server.babble());
        return server;
    }

    private static ToolServer.Answer[] repeated(int times) {
        var answers = new ToolServer.Answer[times];
        Arrays.fill(answers, ToolServer.json("1"));
        return answers;
    }

    private static ToolServer.Answer token(String token) {
        return ToolServer.json("{\"access_token\": \"%s\", \"expires_in\": 3600}".formatted(token));
    }

    private static Auth oauth2(URI address) {
        return new Auth.OAuth2(address, "desk", new Secret.FromEnvironment("TOOL_KEY"),
                "orders read");
    }

    private static String authorization(ToolServer server, int request) {
        return server.requests.get(request).header("Authorization");
    }

    private ToolResult run(Source.Http source) {
        return begin(source).await();
    }

    private ToolRun begin(Source.Http source) {
        return tools().tool("find", source).begin(call());
    }

    private HttpTools tools() {
        return new HttpTools(new Line(client, Egress.OPEN), secrets(), time);
    }

    private Secrets secrets() {
        var environment = Map.of("TOOL_KEY", "from-env");
        return new Secrets(folder, name -> Optional.ofNullable(environment.get(name)));
    }

    private static Source.Http get(ToolServer server, String path, Auth auth) {
        return source("GET", server.at("") + path, auth);
    }

    private static Source.Http source(String method, String address, Auth auth) {
        return new Source.Http(method, address, Map.of(), Map.of(), new Body.None(), auth,
                Optional.empty());
    }

    private static ToolCall call() {
        return new ToolCall("key-1", "find",
                JsonNodeFactory.instance.objectNode().put("id", "4711"), new CallId("call"));
    }
}
