package io.antiphon.dialogue.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.antiphon.dialogue.Noon;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.campaign.yaml.TemplateReader;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.decide.Returned;
import io.antiphon.dialogue.errand.Office;
import io.antiphon.dialogue.report.Minutes.DoneErrand;
import io.antiphon.dialogue.report.Minutes.DoneErrand.How;
import io.antiphon.dialogue.respond.ScriptedResponder;
import io.antiphon.dialogue.session.CallerTurn;
import io.antiphon.dialogue.session.Conversation;
import io.antiphon.dialogue.tool.assembly.Opening;
import io.antiphon.dialogue.tool.assembly.Surroundings;
import io.antiphon.dialogue.tool.assembly.Workshop;
import io.antiphon.dialogue.tool.box.Toolbox;
import io.antiphon.dialogue.tool.builtin.DocumentSearch;
import io.antiphon.own.Owner;
import io.antiphon.privacy.Egress;
import io.antiphon.testkit.VirtualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that takes an order and never answers: nobody knows whether it was noted, and the caller is told so. */
class UnsureTest {

    private static final String YAML = """
            name: shop
            opening: welcome
            home: welcome
            tools:
              - name: order
                description: Orders it.
                effect: write
                http: { method: POST, url: "http://127.0.0.1:PORT/order" }
            unclear: { say: Sorry., go: bye }
            silence: { say: Hello., go: bye }
            intents:
              - { id: order, phrases: [i want to order], go: order }
              - { id: bye, phrases: [goodbye], go: bye }
            outcomes:
              - { outcome: unsure, when: { unsure: order } }
              - { outcome: fine, when: { not: { unsure: order } }, success: true }
            stages:
              - { id: welcome, ask: "What else can I do?" }
              - { id: order, call: { tool: order }, on: { done: ordered, failed: down } }
              - { id: ordered, say: It is ordered., then: welcome }
              - { id: down, say: It does not work., ask: "Again?", expects: yes-no, on: { yes: order, no: bye } }
              - { id: doubt, say: Let me have that looked into., then: welcome }
              - { id: bye, say: Goodbye., end: hang-up }
            """;

    @TempDir
    private Path folder;
    private final HttpServer server = server();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledThreadPoolExecutor watchdog = new ScheduledThreadPoolExecutor(1);
    private final AtomicInteger asked = new AtomicInteger();

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void listen() {
        server.createContext("/", this::takeAndSayNothing);
        server.start();
    }

    private void takeAndSayNothing(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        exchange.getRequestBody().readAllBytes();
        exchange.close();
    }

    @AfterEach
    void end() {
        server.stop(0);
        watchdog.shutdownNow();
        client.shutdownNow();
    }

    @Test
    void theCallerIsToldHowItStandsAndItIsNotTriedAgain() {
        held(YAML, call -> {
            assertEquals("I could not make sure whether that went through. Someone will look into"
                    + " it. What else can I do?", call.say("i want to order").said());
            assertEquals(1, asked.get());
            var report = call.report();
            assertEquals("unsure", report.outcome());
            assertEquals(List.of(new DoneErrand("order", How.UNSURE)), report.errands());
            assertTrue(report.followUps()
                    .contains(
                            "order may have been done or not; look before doing it by hand"),
                    report.followUps()::toString);
        });
    }

    @Test
    void aTemplateHasWordsOfItsOwn() {
        held(YAML.replace("tools:\n", "unsure: Hm.\ntools:\n"), call -> assertEquals(
                "Hm. What else can I do?", call.say("i want to order").said()));
    }

    @Test
    void aStageMayLeadElsewhere() {
        held(YAML.replace("failed: down }", "failed: down, unsure: doubt }"),
                call -> assertEquals("Let me have that looked into. What else can I do?",
                        call.say("i want to order").said()));
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsSeenToAllTheSame() {
        var owner = new Owner("test");
        owner.claim();
        var conversation = new Conversation(owner, template(YAML), Noon.CLOCK);
        conversation.opening();
        var reply = conversation.hear(new CallerTurn("i want to order", 1));
        int number = reply.plan().errand().orElseThrow().number();
        conversation.returned(number, new Returned.Failed("down"));
        conversation.returned(number, new Returned.Unsure("twice"));
        assertEquals(List.of(new DoneErrand("order", How.FAILED)),
                conversation.minutes().errands(), "each comes back once");
        var second = conversation.hear(new CallerTurn("yes", 1)).plan().errand().orElseThrow();
        conversation.hear(new CallerTurn("goodbye", 1));
        conversation.returned(second.number(), new Returned.Unsure("cancelled"));
        assertEquals(How.UNSURE, conversation.minutes().errands().getLast().how());
    }

    /** Something that is said to the shop. */
    private interface Scene {
        void play(TextCall call);
    }

    private void held(String yaml, Scene scene) {
        var template = template(yaml);
        var surroundings = new Surroundings(folder, client, Egress.OPEN,
                new Surroundings.Clocks(new VirtualTime(), Noon.CLOCK), watchdog,
                Thread.ofPlatform().daemon().factory(), _ -> Optional.empty());
        try (var workshop = new Workshop(surroundings);
                var tools = tools(workshop, template)) {
            var call = new TextCall("c1", template, Facts.NONE, Map.of(),
                    new TextCall.Means(new ScriptedResponder(), new Office(tools,
                            Office.Archive.EMPTY, Office.Reader.NOBODY), Noon.CLOCK));
            call.open();
            scene.play(call);
        }
    }

    private Toolbox tools(Workshop workshop, CampaignTemplate template) {
        return switch (workshop.open(template.tools(), List.of(), folder,
                (_, _) -> new DocumentSearch.Found.Passages(List.of()))) {
            case Opening.Opened(var toolbox, _) -> toolbox;
            case Opening.Refused(var problems) -> throw new AssertionError(problems);
        };
    }

    private CampaignTemplate template(String yaml) {
        return switch (TemplateReader.read("t.yaml",
                yaml.replace("PORT", String.valueOf(server.getAddress().getPort())))) {
            case TemplateReading.Accepted(var template) -> template;
            case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
        };
    }
}
