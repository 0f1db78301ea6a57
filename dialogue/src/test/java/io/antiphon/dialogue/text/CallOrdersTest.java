package io.antiphon.dialogue.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.dialogue.Noon;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.campaign.Phase;
import io.antiphon.dialogue.campaign.yaml.TemplateReader;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.errand.ModelTools;
import io.antiphon.dialogue.errand.Office;
import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.dialogue.llm.ScriptedModel;
import io.antiphon.dialogue.llm.ToolCall;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.dialogue.llm.tooling.ToolUser;
import io.antiphon.dialogue.respond.FallbackResponder;
import io.antiphon.dialogue.respond.ModelResponder;
import io.antiphon.dialogue.respond.OnAccount;
import io.antiphon.dialogue.respond.ScriptedResponder;
import io.antiphon.dialogue.tool.assembly.Opening;
import io.antiphon.dialogue.tool.assembly.Surroundings;
import io.antiphon.dialogue.tool.assembly.Workshop;
import io.antiphon.dialogue.tool.box.Toolbox;
import io.antiphon.dialogue.tool.builtin.DocumentSearch;
import io.antiphon.fault.EngineFailure;
import io.antiphon.privacy.Egress;
import io.antiphon.testkit.VirtualTime;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tools order of the call itself, by stages and by a language model, on the tools of the house. */
class CallOrdersTest {

    private static final CampaignTemplate TEMPLATE = switch (TemplateReader.read("t.yaml",
            """
                    name: hotline
                    opening: welcome
                    home: welcome
                    fields:
                      about: { type: text, ask: "What is it about?" }
                    agents:
                      desk: { persona: You help., tools: [connect, end, press] }
                      clerk: { persona: You take notes. }
                    tools:
                      - name: connect
                        description: Connects the caller.
                        built-in:
                          kind: transfer
                          targets: { sales: "sip:1@pbx.example", service: "sip:2@pbx.example" }
                          announce: ["A caller for you.", "It is about {about}."]
                      - { name: end, description: Ends the call., built-in: { kind: hang-up } }
                      - { name: press, description: Presses keys., built-in: { kind: send-digits }, filler: One moment. }
                    unclear: { retries: 5, say: Sorry., go: bye, improvise: Answer the caller. }
                    silence: { say: Hello., go: bye }
                    intents:
                      - { id: sales, phrases: [the sales team please], go: sales }
                      - { id: nowhere, phrases: [the moon please], go: nowhere }
                      - { id: code, phrases: [enter the code please], go: code }
                      - { id: bye, phrases: [goodbye], go: bye }
                      - { id: note, phrases: [take a note please], go: note }
                    stages:
                      - { id: welcome, agent: desk, ask: "How can I help?" }
                      - { id: note, agent: clerk, collects: [about], on: { filled: noted } }
                      - { id: noted, agent: clerk, say: Noted., ask: "And now?" }
                      - { id: sales, say: I am connecting you., call: { tool: connect, with: { to: sales } }, on: { failed: busy } }
                      - { id: nowhere, call: { tool: connect, with: { to: moon } }, on: { failed: busy } }
                      - { id: busy, say: Nobody is there., ask: "Anything else?" }
                      - { id: code, call: { tool: press, with: { keys: "12w3#" } }, on: { done: entered } }
                      - { id: entered, say: It is entered., ask: "Anything else?" }
                      - { id: bye, say: Goodbye., call: { tool: end } }
                    """)) {
        case TemplateReading.Accepted(var template) -> template;
        case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
    };

    @TempDir
    private Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledThreadPoolExecutor watchdog = new ScheduledThreadPoolExecutor(1);
    private final ScriptedModel model = new ScriptedModel("m");
    private Workshop workshop;
    private Toolbox tools;
    private TextCall call;

    @BeforeEach
    void open() {
        workshop = new Workshop(new Surroundings(folder, client, Egress.OPEN,
                new Surroundings.Clocks(new VirtualTime(), Noon.CLOCK), watchdog,
                Thread.ofPlatform().daemon().factory(), _ -> Optional.empty()));
        tools = switch (workshop.open(TEMPLATE.tools(), List.of(), folder,
                (_, _) -> new DocumentSearch.Found.Passages(List.of()))) {
            case Opening.Opened(var toolbox, _) -> toolbox;
            case Opening.Refused(var problems) -> throw new AssertionError(problems);
        };
        var responder = new FallbackResponder(
                new ModelResponder(new ToolUser(model, new ModelTools(tools))),
                new ScriptedResponder());
        call = new TextCall("call", TEMPLATE, Facts.NONE, Map.of(), new TextCall.Means(
                new OnAccount(responder, "call"),
                new Office(tools, Office.Archive.EMPTY, Office.Reader.NOBODY), Noon.CLOCK));
        call.open();
    }

    @AfterEach
    void close() {
        tools.close();
        workshop.close();
        client.close();
        watchdog.shutdownNow();
    }

    @Test
    void aStageHandsTheCallerOnByATool() {
        assertEquals("I am connecting you.", call.say("the sales team please").said());
        assertTrue(call.isOver());
        assertEquals(Optional.of(new Ending.Transfer("sip:1@pbx.example",
                List.of("A caller for you."))), call.ending(), "without what is not known");
        assertEquals(Phase.TRANSFERRING, call.phase());
        assertEquals(call.ending(), call.traces().getLast().effects().ending());
        var report = call.report();
        assertEquals("handed on", report.outcome());
        assertEquals(Optional.of("sip:1@pbx.example"), report.acts().handedOnTo());
    }

    @Test
    void whoeverTakesTheCallerIsToldWhatIsKnown() {
        call.say("take a note please");
        call.say("my broken washing machine");
        call.say("the sales team please");
        assertEquals(List.of("A caller for you.", "It is about My broken washing machine."),
                call.ending().flatMap(Ending::transfer).orElseThrow().announcement());
    }

    @Test
    void callerWhomNobodyTakesIsBack() {
        call.say("the sales team please");
        assertEquals("Nobody is there. Anything else?", call.notTransferred().said());
        assertFalse(call.isOver());
        assertEquals("left in busy", call.report().outcome());
        assertEquals(Optional.empty(), call.report().acts().handedOnTo());
    }

    @Test
    void aPlaceThatThereIsNotIsAFailureOfTheTool() {
        assertEquals("Nobody is there. Anything else?", call.say("the moon please").said());
        assertFalse(call.isOver());
    }

    @Test
    void aStageHangsUpByAToolBehindItsLine() {
        assertEquals("Goodbye.", call.say("goodbye").said());
        assertEquals(Optional.of(new Ending.HangUp()), call.ending());
        assertTrue(call.isOver());
        assertEquals(Phase.CLOSING, call.phase());
        assertEquals("ended in bye", call.report().outcome());
    }

    @Test
    void keysArePressedOnceAndTheConversationGoesOn() {
        assertEquals("One moment. It is entered. Anything else?",
                call.say("enter the code please").said());
        assertEquals("12w3#", call.pressed());
        assertEquals("12w3#", call.report().acts().pressed());
        call.say("what is the weather");
        assertEquals("12w3#", call.pressed());
    }

    @Test
    void aModelHandsTheCallerOnWhenItHasSaidSo() {
        asks(tool("connect").put("to", "service")).says("I put you through.");
        assertEquals("I put you through.", call.say("flurb").said());
        assertEquals("sip:2@pbx.example",
                call.ending().flatMap(Ending::transfer).orElseThrow().target());
        assertEquals("model asks for connect", call.traces().getLast().rule());
    }

    @Test
    void aModelThatNamesNoPlaceIsToldSoAndTheCallGoesOn() {
        asks(tool("connect").put("to", "moon")).says("I cannot do that.");
        assertEquals("I cannot do that.", call.say("flurb").said());
        assertFalse(call.isOver());
        assertTrue(model.asked.getLast().messages().getLast().text().startsWith("Not done: "));
    }

    @Test
    void aModelHangsUpWithoutAWord() {
        asks(tool("end"));
        model.ends(asking(tool("end"))).ends(asking(tool("end")));
        assertEquals("", call.say("flurb").said());
        assertEquals(Optional.of(new Ending.HangUp()), call.ending());
    }

    @Test
    void aModelThatAsksTwiceForTheSameKeysPressesThemOnce() {
        asks(tool("press").put("keys", "1#"));
        asks(tool("press").put("keys", "1#")).says("Done.");
        assertEquals("Done.", call.say("flurb").said());
        assertEquals("1#", call.pressed());
    }

    @Test
    void whatAModelAskedForAndThenFailedIsNotDone() {
        asks(tool("end")).fails(EngineFailure.Kind.BROKEN);
        assertEquals("Sorry. How can I help?", call.say("flurb").said());
        assertFalse(call.isOver());
    }

    @Test
    void aModelIsOfferedWhatItsAgentMayAndNothingElseCounts() {
        call.say("take a note please");
        call.say("my broken washing machine");
        asks(tool("end"));
        assertEquals("And now?", call.say("flurb").said(), "and the question once more");
        assertEquals(List.of(), model.asked.getFirst().form().tools());
        assertFalse(call.isOver());
        assertEquals("refused to a model: end", call.traces().getLast().rule());
    }

    private static ObjectNode tool(String name) {
        return JsonNodeFactory.instance.objectNode().put("tool", name);
    }

    /** The model asks for a tool with these arguments. */
    private ScriptedModel asks(ObjectNode tool) {
        return model.ends(asking(tool));
    }

    private static ModelEnding asking(ObjectNode tool) {
        var arguments = tool.deepCopy();
        arguments.remove("tool");
        return new ModelEnding.Finished(Usage.NONE,
                List.of(new ToolCall("1", tool.path("tool").asText(), arguments)));
    }
}
