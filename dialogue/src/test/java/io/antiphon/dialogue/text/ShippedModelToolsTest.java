package io.antiphon.dialogue.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.Noon;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.campaign.yaml.TemplateReader;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.decide.Handover;
import io.antiphon.dialogue.errand.ModelTools;
import io.antiphon.dialogue.errand.Office;
import io.antiphon.dialogue.llm.Deadlines;
import io.antiphon.dialogue.llm.local.LocalLanguageModel;
import io.antiphon.dialogue.llm.local.ShippedModel;
import io.antiphon.dialogue.llm.tooling.ToolUser;
import io.antiphon.dialogue.respond.FallbackResponder;
import io.antiphon.dialogue.respond.ModelResponder;
import io.antiphon.dialogue.respond.OnAccount;
import io.antiphon.dialogue.respond.ScriptedResponder;
import io.antiphon.dialogue.tool.assembly.Opening;
import io.antiphon.dialogue.tool.assembly.Surroundings;
import io.antiphon.dialogue.tool.assembly.Workshop;
import io.antiphon.dialogue.tool.box.Toolbox;
import io.antiphon.dialogue.tool.builtin.DocumentSearch.Found;
import io.antiphon.dialogue.tool.builtin.DocumentSearch.Passage;
import io.antiphon.privacy.Egress;
import io.antiphon.testkit.VirtualTime;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The language model that comes with Antiphon does by itself what callers ask for: nothing here is scripted but its template. */
@Timeout(120)
class ShippedModelToolsTest {

    private static final long A_MINUTE_NS = 60_000_000_000L;
    private static final CampaignTemplate TEMPLATE = switch (TemplateReader.read("t.yaml",
            """
                    name: house
                    persona: You are the telephone voice of a shop.
                    opening: welcome
                    home: welcome
                    agents:
                      desk: { persona: You find out what callers want., hands-to: [sales, care], tools: [search, end] }
                      sales: { persona: You sell., entry: offer }
                      care: { persona: You listen to complaints., entry: complaint }
                    tools:
                      - { name: search, description: Searches the documents of the house., built-in: { kind: search-documents } }
                      - { name: end, description: Ends the call., built-in: { kind: hang-up } }
                    unclear: { retries: 9, say: Sorry., go: welcome, improvise: Answer the caller. }
                    silence: { say: Hello., go: welcome }
                    stages:
                      - { id: welcome, agent: desk, ask: "What can I do for you?" }
                      - { id: offer, agent: sales, ask: "What do you need?" }
                      - { id: complaint, agent: care, ask: "What happened?" }
                    """)) {
        case TemplateReading.Accepted(var template) -> template;
        case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
    };

    @TempDir
    private Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledThreadPoolExecutor watchdog = new ScheduledThreadPoolExecutor(1);
    private final List<String> searched = new ArrayList<>();
    private final Workshop workshop = new Workshop(
            new Surroundings(Path.of("target"), client, Egress.OPEN,
                    new Surroundings.Clocks(new VirtualTime(), Noon.CLOCK), watchdog,
                    Thread.ofPlatform().daemon().factory(), _ -> Optional.empty()));

    @AfterEach
    void close() {
        workshop.close();
        client.close();
        watchdog.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            llama | i want to buy three pumps           | sales | offer
            onnx  | i want to buy three pumps           | sales | offer
            djl   | i would like to order a new machine | sales | offer
            llama | i would like to make a complaint    | care  | complaint
            """)
    void itHandsOverToWhoeverIsThereForIt(String engine, String words, String agent, String stage) {
        var call = call(engine);
        call.say(words);
        assertEquals(stage, call.stage());
        assertEquals(Optional.of(new Handover("desk", agent, Handover.Who.MODEL, words)),
                call.traces().getLast().effects().handover());
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "onnx", "djl"})
    void itEndsTheCallAndSaysGoodbyeBefore(String engine) {
        var call = call(engine);
        String said = call.say("please hang up now").said();
        assertTrue(said.contains("oodbye"), said);
        assertTrue(call.isOver());
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "onnx", "djl"})
    void itAnswersWithWhatTheSearchFound(String engine) {
        String said = call(engine).say("where can i park my car").said();
        assertEquals("You can park behind the church. What can I do for you?", said);
        assertEquals(List.of("where can i park my car"), searched);
    }

    @Test
    void itCallsNothingWhereNothingFits() {
        var call = call("llama");
        String said = call.say("can you hear me").said();
        assertTrue(said.endsWith("What can I do for you?"), said);
        assertFalse(said.startsWith("Sorry."), said);
        assertEquals("welcome", call.stage());
        assertEquals(List.of(), searched);
    }

    private TextCall call(String engine) {
        var tools = tools();
        var model = new LocalLanguageModel(ShippedModel.open(engine), ShippedModel.CLOCK,
                new Deadlines(A_MINUTE_NS, A_MINUTE_NS, A_MINUTE_NS));
        var responder = new FallbackResponder(
                new ModelResponder(new ToolUser(model, new ModelTools(tools))),
                new ScriptedResponder());
        var call = new TextCall("call", TEMPLATE, Facts.NONE, Map.of(), new TextCall.Means(
                new OnAccount(responder, "call"),
                new Office(tools, Office.Archive.EMPTY, Office.Reader.NOBODY), Noon.CLOCK));
        call.open();
        return call;
    }

    private Toolbox tools() {
        var opening = workshop.open(TEMPLATE.tools(), List.of(), folder, (question, _) -> {
            searched.add(question);
            return new Found.Passages(
                    List.of(new Passage("You can park behind the church.", "house.md")));
        });
        return switch (opening) {
            case Opening.Opened(var toolbox, _) -> toolbox;
            case Opening.Refused(var problems) -> throw new AssertionError(problems);
        };
    }
}
