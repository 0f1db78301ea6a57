package io.antiphon.dialogue.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.Noon;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.campaign.yaml.TemplateReader;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.decide.Returned;
import io.antiphon.dialogue.errand.Errands;
import io.antiphon.dialogue.history.History;
import io.antiphon.dialogue.llm.ScriptedModel;
import io.antiphon.dialogue.prompt.PromptWriter;
import io.antiphon.dialogue.respond.ScriptedResponder;
import io.antiphon.dialogue.text.TextCall;
import io.antiphon.fault.EngineFailure;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReporterTest {

    private static final CampaignTemplate TEMPLATE = switch (TemplateReader.read("t.yaml", """
            name: orders
            opening: welcome
            home: welcome
            fields:
              name: { type: name, ask: "Your name, please?", confirm: always }
              order: { type: digits, from: header.x-order }
            tools:
              - name: note
                description: Notes a call-back.
                built-in: { kind: callback }
            unclear: { retries: 5, say: Sorry., go: bye }
            silence: { say: Hello., go: bye }
            intents:
              - { id: call-back, phrases: [call me back please], go: ask }
              - { id: goodbye, phrases: [goodbye], go: bye }
            outcomes:
              - { outcome: call-back, when: { known: name }, success: true }
              - { outcome: angry, when: { attempts: 2 } }
            stages:
              - { id: welcome, ask: "How can I help?" }
              - id: ask
                collects: [name]
                on: { filled: note }
              - id: note
                say: One moment.
                call: { tool: note, with: { name: "{name}" } }
                on: { done: noted, failed: noted }
              - { id: noted, say: Noted., ask: "Anything else?" }
              - { id: bye, say: Goodbye., end: hang-up }
            """)) {
        case TemplateReading.Accepted(var template) -> template;
        case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
    };

    @Test
    void theAccountSaysWhatTheCallCameTo() {
        var report = held(new Returned.Done(Map.of()), "call me back please",
                "my name is anna miller", "yes", "what is the colour of money",
                "this is ridiculous you are useless", "are you a robot", "goodbye").report();
        assertEquals("call-back", report.outcome());
        assertEquals(Optional.of(true), report.success());
        var name = Objects.requireNonNull(report.fields().get("name"));
        assertEquals("Anna Miller", name.value());
        assertTrue(name.confirmed());
        assertEquals("angry", report.mood().worst());
        assertEquals(List.of("welcome", "ask", "note", "noted", "bye"), report.stages());
        assertEquals(List.of(new Minutes.DoneErrand("note", Minutes.DoneErrand.How.DONE)),
                report.errands());
        var turns = report.turns();
        assertEquals(7, turns.all());
        assertEquals(1, turns.byHandler());
        assertEquals(2, turns.notUnderstood());
        assertEquals(List.of("2 turns were not understood; read the transcript"),
                report.followUps());
        assertEquals("It was about call-back, goodbye. Known: name Anna Miller (confirmed)."
                + " Done: note. It came to: call-back.", report.summary());
        assertEquals("How can I help?", report.transcript().getFirst().text());
    }

    @Test
    void whatDidNotWorkIsLeftToDo() {
        var report = held(new Returned.Failed("down"), "call me back please",
                "my name is anna miller", "yes").report();
        assertEquals(List.of("note did not work; see to it by hand"), report.followUps());
    }

    @Test
    void aCallThatWasLeftSaysWhere() {
        assertEquals("left in ask",
                held(new Returned.Nothing(), "call me back please").report().outcome());
    }

    @Test
    void whatTurnsWithoutAModelSavedIsWhatTheirPromptsWouldHaveBeen() {
        var one = held(new Returned.Nothing(), "call me back please");
        var prompts = new PromptWriter(TEMPLATE);
        var state = one.conversation().state();
        var heard = new History(one.history().turns().subList(0, 2));
        assertEquals(prompts.guessedTokens(state, heard), one.report().turns().tokensSaved());
        var two = held(new Returned.Nothing(), "call me back please",
                "what is the colour of money", "my name is anna miller");
        var last = new History(two.history().turns().subList(0, 6));
        assertEquals(one.report().turns().tokensSaved()
                + prompts.guessedTokens(two.conversation().state(), last),
                two.report().turns().tokensSaved());
    }

    @Test
    void asJsonItHasAllOfIt() {
        var json = ReportJson.of(held(new Returned.Done(Map.of()), "call me back please",
                "my name is anna miller", "yes").report());
        assertEquals("speech", json.at("/fields/name/source").asText());
        assertEquals("note", json.at("/errands/0/tool").asText());
        assertEquals("caller", json.at("/transcript/1/who").asText());
        assertEquals(3, json.at("/turns/all").asInt());
    }

    @Test
    void aModelPutsItIntoWords() {
        var report = held(new Returned.Nothing(), "call me back please").report();
        var model = new ScriptedModel("scripted").says(
                "{\"summary\": \"Wants a call.\", \"followUps\": [\"Call.\"]}");
        var worded = new ModelReporter(model).inWords(report);
        assertEquals("Wants a call.", worded.summary());
        assertEquals(List.of("Call."), worded.followUps());
        assertEquals("scripted", worded.author());
        assertTrue(model.asked.getFirst()
                .messages()
                .getLast()
                .text()
                .contains(
                        "caller: call me back please"));
    }

    @Test
    void whereTheModelFailsTheRulesWordsStand() {
        var report = held(new Returned.Nothing(), "call me back please").report();
        var model = new ScriptedModel("m").says("no JSON at all")
                .says("{}")
                .fails(EngineFailure.Kind.TIMED_OUT);
        for (int i = 0; i < 3; i++) {
            assertEquals(report, new ModelReporter(model).inWords(report));
        }
    }

    private static TextCall held(Returned returned, String... said) {
        Errands errands = (_, _) -> new Errands.Trip() {

            @Override
            public Returned await() {
                return returned;
            }

            @Override
            public void cancel() {
                // It is done at once.
            }
        };
        var call = new TextCall("c1", TEMPLATE, Facts.NONE, Map.of(),
                new TextCall.Means(new ScriptedResponder(), errands, Noon.CLOCK));
        call.open();
        for (var each : said) {
            call.say(each);
        }
        return call;
    }
}
