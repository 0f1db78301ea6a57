package io.antiphon.server.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.campaign.yaml.TemplateReader;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.decide.DecisionEngine;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.dialogue.llm.spend.Budget;
import io.antiphon.dialogue.llm.spend.Ledger;
import io.antiphon.dialogue.llm.spend.Spent;
import io.antiphon.dialogue.report.Minutes;
import io.antiphon.dialogue.session.CallerTurn;
import io.antiphon.dialogue.session.Conversation;
import io.antiphon.own.Owner;
import io.antiphon.privacy.Egress;
import io.antiphon.server.config.ReportConfig;
import io.antiphon.server.metrics.Meters;
import io.antiphon.server.trace.ModelTrace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {

    private static final Instant BEGUN = Instant.parse("2026-03-10T11:00:00Z");

    @TempDir
    private Path folder = Path.of("");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Deque<Integer> statuses = new ArrayDeque<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final Ledger ledger = new Ledger(Budget.UNLIMITED);
    private final Meters meters = new Meters();
    private HttpServer webhook = server();

    private HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void listen() {
        webhook.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(),
                    StandardCharsets.UTF_8));
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            int status = statuses.isEmpty() ? 200 : statuses.remove();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        webhook.start();
    }

    @AfterEach
    void end() {
        webhook.stop(0);
        client.shutdownNow();
    }

    @Test
    void theAccountIsKeptAndTold() throws Exception {
        reports(Egress.OPEN).over(minutes("c1"));
        var kept = new ObjectMapper().readTree(
                folder.resolve("2026-03-10").resolve("c1.json").toFile());
        assertEquals("front-desk", kept.path("agent").asText());
        assertEquals(kept, new ObjectMapper().readTree(bodies.getFirst()));
        assertEquals(List.of(), untold());
    }

    @Test
    void whatIsNotTakenIsToldAgainByTheNextServer() throws Exception {
        statuses.addAll(List.of(503, 500));
        var first = reports(Egress.OPEN);
        first.over(minutes("c1"));
        first.tellAll();
        assertEquals(List.of("c1.json"), untold());
        reports(Egress.OPEN).tellAll();
        assertEquals(List.of(), untold());
        assertEquals(List.of("c1.json", "c1.json", "c1.json"), keys);
        assertEquals(1, Set.copyOf(bodies).size());
    }

    @Test
    void whereNobodyListensItWaits() throws Exception {
        webhook.stop(0);
        reports(Egress.OPEN).over(minutes("c1"));
        assertEquals(List.of("c1.json"), untold());
    }

    @Test
    void egressThatIsDeniedIsDenied() throws Exception {
        var reports = Reports.open(folder, Optional.of(URI.create("http://192.0.2.1/")),
                means(Egress.denied(Set.of())));
        reports.over(minutes("c1"));
        assertEquals(List.of("c1.json"), untold());
    }

    @Test
    void aCallThatACrashCutOffIsAccountedForByTheNextServer() throws Exception {
        reports(Egress.OPEN).soFar(minutes("c1"));
        assertEquals(List.of(), bodies);
        reports(Egress.OPEN).tellAll();
        var told = new ObjectMapper().readTree(bodies.getFirst());
        assertTrue(told.path("interrupted").asBoolean());
        assertEquals("what are your opening hours", told.at("/transcript/0/text").asText());
        assertTrue(Files.exists(folder.resolve("2026-03-10").resolve("c1.json")));
    }

    @Test
    void ofACallThatIsOverNothingIsLeftOpen() throws Exception {
        var reports = reports(Egress.OPEN);
        reports.soFar(minutes("c1"));
        reports.over(minutes("c1"));
        try (var open = Files.list(folder.resolve("open"))) {
            assertEquals(0, open.count());
        }
    }

    @Test
    void aNoteThatIsNoAccountHarmsNothing() throws Exception {
        Files.createDirectories(folder.resolve("open"));
        Files.writeString(folder.resolve("open").resolve("c0.json"), "{\"call\": ");
        reports(Egress.OPEN).over(minutes("c1"));
        assertEquals(List.of(), untold());
    }

    @Test
    void aCallsNameCannotLeaveTheFolder() throws Exception {
        reports(Egress.OPEN).over(minutes("../../c1"));
        assertTrue(Files.exists(folder.resolve("2026-03-10").resolve(".._.._c1.json")));
    }

    @Test
    void theAccountSaysWhatModelsTook() throws Exception {
        var reports = reports(Egress.OPEN);
        reports.begins("c1", template());
        ledger.book(ModelRequest.spoken(List.of(), 1).of("c1"), "near",
                Spent.answer(new Usage(400, 300, 20), 1_500_000, 700_000_000));
        assertTrue(ledger.refuse("c1"));
        reports.soFar(minutes("c1"));
        reports.over(minutes("c1"));
        var models = new ObjectMapper().readTree(bodies.getFirst()).path("models");
        assertEquals(400, models.path("promptTokens").asInt());
        assertEquals(0.0015, models.path("money").asDouble());
        assertEquals(1, models.path("refused").asInt());
        assertEquals("respond", models.at("/by/0/task").asText());
        assertEquals("near", models.at("/by/0/model").asText());
        assertEquals(0.7, models.at("/by/0/seconds").asDouble());
        assertEquals(Ledger.Statement.EMPTY, ledger.soFar("c1"));
    }

    @Test
    void anAccountThatACrashCutOffSaysWhatHadBeenSpent() throws Exception {
        var reports = reports(Egress.OPEN);
        reports.begins("c1", template());
        ledger.book(ModelRequest.spoken(List.of(), 1).of("c1"), "near",
                Spent.answer(new Usage(400, 300, 20), 1, 1));
        reports.soFar(minutes("c1"));
        reports(Egress.OPEN).tellAll();
        var told = new ObjectMapper().readTree(bodies.getFirst());
        assertEquals(400, told.at("/models/promptTokens").asInt());
    }

    @Test
    void whereNoAccountIsKeptTheLedgerIsClosedAllTheSame() {
        var account = new Settlement(ledger, new ModelTrace(Optional.empty(), () -> 0), meters)
                .withoutReports(Runnable::run);
        account.begins("c1", template());
        ledger.book(ModelRequest.spoken(List.of(), 1).of("c1"), "near",
                Spent.answer(new Usage(1, 0, 0), 1, 1));
        account.over(minutes("c1"));
        assertEquals(Ledger.Statement.EMPTY, ledger.soFar("c1"));
        assertTrue(meters.page("")
                .text()
                .contains(
                        "antiphon_turns_total{agent=\"front-desk\",by=\"template\"} 1.0"));
    }

    @Test
    void aCallHasTheBudgetOfItsTemplate() throws Exception {
        var thrifty = switch (TemplateReader.read("t.yaml", """
                name: t
                opening: a
                home: a
                budget: { tokens: 100, money: 0.5, seconds: 2.5 }
                unclear: { say: Sorry., go: a }
                silence: { say: Hello., go: a }
                stages: [{ id: a, ask: "Q?" }]
                """)) {
            case TemplateReading.Accepted(var accepted) -> accepted;
            case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
        };
        assertEquals(new Budget(100, 500_000_000, 2_500_000_000L), thrifty.conduct().budget());
        reports(Egress.OPEN).begins("c1", thrifty);
        ledger.book(ModelRequest.spoken(List.of(), 1).of("c1"), "near",
                Spent.answer(new Usage(90, 0, 10), 0, 0));
        assertTrue(ledger.isSpent("c1"));
    }

    @Test
    void aWebhookNeedsAFolder() {
        assertThrows(IllegalArgumentException.class, () -> new ReportConfig(Optional.empty(),
                Optional.of(URI.create("http://127.0.0.1/")), false));
    }

    private List<String> untold() throws IOException {
        try (var files = Files.list(folder.resolve("untold"))) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private Reports reports(Egress egress) throws IOException {
        var address = URI.create("http://127.0.0.1:" + webhook.getAddress().getPort() + "/calls");
        return Reports.open(folder, Optional.of(address), means(egress));
    }

    private Reports.Means means(Egress egress) {
        return new Reports.Means(client, egress, Runnable::run, atOnce(), Optional.empty(),
                new Settlement(ledger, new ModelTrace(Optional.empty(), () -> 0), meters));
    }

    private static ThreadFactory atOnce() {
        return task -> new Thread(task) {
            @Override
            public void start() {
                task.run();
            }
        };
    }

    private static Minutes minutes(String call) {
        var owner = new Owner("call");
        owner.claim();
        var conversation = new Conversation(call, owner, new DecisionEngine(template()), Facts.NONE,
                Map.of(), () -> BEGUN);
        conversation.opening();
        conversation.hear(new CallerTurn("what are your opening hours", 1));
        return conversation.minutes();
    }

    private static CampaignTemplate template() {
        return switch (Agents.find("front-desk")) {
            case TemplateReading.Accepted(var accepted) -> accepted;
            case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
        };
    }
}
