package io.antiphon.dialogue.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.antiphon.dialogue.Noon;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.campaign.yaml.TemplateReader;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.decide.Handover;
import io.antiphon.dialogue.errand.Errands;
import io.antiphon.dialogue.errand.ModelTools;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.ScriptedModel;
import io.antiphon.dialogue.llm.ToolCall;
import io.antiphon.dialogue.llm.ToolOffer;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.dialogue.llm.tooling.ToolUser;
import io.antiphon.dialogue.report.ReportJson;
import io.antiphon.dialogue.respond.FallbackResponder;
import io.antiphon.dialogue.respond.ModelResponder;
import io.antiphon.dialogue.respond.OnAccount;
import io.antiphon.dialogue.respond.ScriptedResponder;
import io.antiphon.dialogue.tool.box.Journal;
import io.antiphon.dialogue.tool.box.Pauses;
import io.antiphon.dialogue.tool.box.Toolbox;
import io.antiphon.testkit.VirtualTime;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several agents that share a conversation, and hand the caller over: by rule, or because a language model wants to. */
class HandoversTest {

    private static final String YAML = """
            name: house
            persona: You are the telephone voice of a shop.
            opening: welcome
            home: welcome
            fields: { size: { type: number, ask: "How many?" } }
            agents:
              desk: { persona: You find out what callers want., hands-to: [sales, care] }
              sales: { persona: You sell., model: large, hands-to: [desk, care], entry: offer }
              care: { persona: You listen to complaints. }
            unclear: { retries: 9, say: Sorry., go: welcome, improvise: Answer the caller. }
            silence: { say: Hello., go: welcome }
            intents:
              - { id: buy, phrases: [i want to buy something], go: size, fills: [size] }
              - { id: complain, phrases: [i have a complaint], go: complaint }
            stages:
              - { id: welcome, agent: desk, ask: "What can I do for you?" }
              - { id: size, agent: sales, collects: [size], on: { filled: offer } }
              - { id: offer, agent: sales, say: We have what you need., ask: "Shall I send it?" }
              - { id: complaint, agent: care, ask: "What happened?" }
              - { id: legal, agent: desk, allows: [welcome], ask: "Do you agree?" }
            rules:
              - { name: angry callers, when: { mood: angry }, in: [welcome], go: complaint }
              - { name: law, when: { field: size, is: 7 }, go: legal }
            """;
    private static final CampaignTemplate TEMPLATE = template(YAML);

    @TempDir
    private Path folder;
    private final ScriptedModel model = new ScriptedModel("m");
    private final ScheduledThreadPoolExecutor watchdog = new ScheduledThreadPoolExecutor(1);
    private TextCall call;

    @BeforeEach
    void open() {
        var tools = new Toolbox(List.of(), new Journal(folder), new Pauses(watchdog, () -> 0),
                new VirtualTime());
        var responder = new FallbackResponder(
                new ModelResponder(new ToolUser(model, new ModelTools(tools))),
                new ScriptedResponder());
        call = new TextCall("call", TEMPLATE, Facts.NONE, Map.of(), new TextCall.Means(
                new OnAccount(responder, "call"), Errands.NONE, Noon.CLOCK));
        call.open();
    }

    @AfterEach
    void close() {
        watchdog.shutdownNow();
    }

    @Test
    void aRuleHandsOverAndSaysSo() {
        call.say("i want to buy something");
        assertEquals(new Handover("desk", "sales", Handover.Who.RULE, "buy"), handover());
        call.say("i have a complaint");
        assertEquals(new Handover("sales", "care", Handover.Who.RULE, "complain"), handover());
    }

    @Test
    void theDecisionTreeIsNamedWhereItHandsOver() {
        call.say("this is ridiculous you are useless");
        assertEquals("complaint", call.stage());
        assertTrue(handover().why().endsWith("angry callers"), handover()::why);
    }

    @Test
    void anotherStageOfTheSameAgentIsNoHandover() {
        call.say("i want to buy something");
        call.say("three");
        assertEquals("offer", call.stage());
        assertEquals(Optional.empty(), call.traces().getLast().effects().handover());
    }

    @Test
    void aModelHandsOverAndTheOtherAgentSpeaks() {
        handsOver("sales", "The caller wants three pumps.");
        var answer = call.say("flurb");
        assertEquals("We have what you need. Shall I send it?", answer.said());
        assertEquals("offer", call.stage());
        assertEquals(new Handover("desk", "sales", Handover.Who.MODEL,
                "The caller wants three pumps."), handover());
        var report = call.report();
        assertEquals(List.of(handover()), report.acts().handovers());
        assertEquals("model", ReportJson.of(report).at("/handovers/0/by").asText());
    }

    @Test
    void whatTheModelSaysBeforeIsHeardFirst() {
        model.ends(handing("care", "A complaint."), "One moment, my colleague helps you.");
        assertEquals("One moment, my colleague helps you. What happened?",
                call.say("flurb").said());
        assertEquals(1, model.asked.size(), "nobody asks it again");
    }

    @Test
    void whatIsKnownAndWhyGoAlongToTheModelOfTheOther() {
        handsOver("sales", "Wants a pump.");
        call.say("flurb");
        model.says("Certainly.");
        call.say("blurb");
        var request = model.asked.getLast();
        String told = request.messages().getFirst().text();
        assertTrue(told.contains("desk: Wants a pump."), told);
        assertTrue(told.contains("You sell."), told);
        assertEquals(Optional.of("large"), request.model());
        assertTrue(request.messages().stream().map(Message::text).toList().contains("flurb"));
    }

    @Test
    void onlyThoseWhomItMayHandOverToAreOffered() {
        model.says("Well.");
        call.say("flurb");
        assertEquals("[\"sales\",\"care\"]", offered(model.asked.getLast()));
        call.say("i have a complaint");
        model.says("Well.");
        call.say("flurb");
        assertEquals("", offered(model.asked.getLast()));
    }

    @Test
    void anAgentThatThereIsNotIsToldToTheModel() {
        model.ends(handing("nobody", "It is about the moon.")).says("How may I help?");
        assertEquals("How may I help?", call.say("flurb").said());
        assertEquals("welcome", call.stage());
        String told = model.asked.getLast().messages().getLast().text();
        assertTrue(told.startsWith("Not done: "), told);
        assertEquals(List.of(), call.report().acts().handovers());
    }

    @Test
    void aModelThatNamesNobodyForEverIsReplacedByTheScript() {
        for (int i = 0; i < 3; i++) {
            model.ends(handing("nobody", "Again."));
        }
        assertEquals("Sorry. What can I do for you?", call.say("flurb").said());
        assertEquals("welcome", call.stage());
    }

    @Test
    void twoModelsDoNotPassACallerToAndFroForEver() {
        for (int i = 0; i < 12; i++) {
            handsOver(i % 2 == 0 ? "sales" : "desk", "Not mine.");
            model.says("Let me see.");
        }
        for (int i = 0; i < 12; i++) {
            call.say("flurb");
        }
        var byModels = call.report().acts().handovers();
        assertEquals(List.of("sales", "desk", "sales", "desk"),
                byModels.stream().map(Handover::to).toList(), "twice to each, and no more");
        assertFalse(call.isOver());
    }

    @Test
    void pastWhoeverRunsItsToolsNothingElseCountsEither() {
        assertEquals("What can I do for you?",
                call.modelAsks("hand_over", Map.of("agent", "nobody")).said());
        assertEquals("refused to a model: hand over to nobody", call.traces().getLast().rule());
        call.say("i have a complaint");
        call.modelAsks("hand_over", Map.of("agent", "sales", "why", "It sells."));
        assertEquals("complaint", call.stage(), "care hands over to nobody");
    }

    @Test
    void aStageThatAllowsNoOtherIsNotLeft() {
        call.say("i want to buy something");
        call.say("seven");
        assertEquals("legal", call.stage());
        model.says("Well.");
        call.say("flurb");
        assertEquals("", offered(model.asked.getLast()));
        call.modelAsks("hand_over", Map.of("agent", "sales", "why", "It sells."));
        assertEquals("legal", call.stage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hands-to: [sales, care] } | hands-to: [salse] } | agents.desk.hands-to: found "salse", expected an agent
            hands-to: [sales, care] } | hands-to: [desk] } | agents.desk.hands-to: found the agent itself
            hands-to: [sales, care] } | hands-to: [] } | agents.desk.hands-to: found nobody
            entry: offer | entry: ofer | agents.sales.entry: found "ofer"
            entry: offer | entry: legal | agents.sales.entry: found "legal", in which this agent does not speak
            care: { persona | spare: { persona: You wait. }\\n  care: { persona | agents.spare: speaks in no stage
            , improvise: Answer the caller. | '' | agents.desk.hands-to: its language model is never asked
            allows: [welcome], | allows: [welcome], forgets: [size], | nothing
            """)
    void checkTellsWithFileAndLineWhatCannotWork(String before, String after, String expected) {
        var found = problems(YAML.replace(before, after.replace("\\n", "\n")));
        assertEquals(!expected.equals("nothing"), found.contains(expected), found);
        assertEquals(!expected.equals("nothing"), found.contains("t.yaml:"), found);
    }

    private static String problems(String yaml) {
        var inspection = TemplateReader.inspect("t.yaml", yaml);
        return switch (inspection.reading()) {
            case TemplateReading.Accepted _ -> inspection.warnings().toString();
            case TemplateReading.Refused refused -> refused.describe();
        };
    }

    private Handover handover() {
        return call.traces().getLast().effects().handover().orElseThrow();
    }

    private void handsOver(String agent, String why) {
        model.ends(handing(agent, why));
    }

    private static ModelEnding handing(String agent, String why) {
        return new ModelEnding.Finished(Usage.NONE, List.of(new ToolCall("1", "hand_over",
                JsonNodeFactory.instance.objectNode().put("agent", agent).put("why", why))));
    }

    /** To whom a model may hand over. */
    private static String offered(ModelRequest request) {
        return request.form()
                .tools()
                .stream()
                .filter(offer -> offer.name().equals("hand_over"))
                .map(ToolOffer::parameters)
                .map(schema -> schema.at("/properties/agent/enum").toString())
                .findFirst()
                .orElse("");
    }

    private static CampaignTemplate template(String yaml) {
        return switch (TemplateReader.read("t.yaml", yaml)) {
            case TemplateReading.Accepted(var template) -> template;
            case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
        };
    }
}
