package io.antiphon.dialogue.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antiphon.dialogue.Noon;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.campaign.Work;
import io.antiphon.dialogue.campaign.yaml.TemplateReader;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.decide.Returned;
import io.antiphon.dialogue.errand.Errands;
import io.antiphon.dialogue.llm.ScriptedModel;
import io.antiphon.dialogue.report.CallReport.Turns;
import io.antiphon.dialogue.respond.FallbackResponder;
import io.antiphon.dialogue.respond.GuardedResponder;
import io.antiphon.dialogue.respond.ModelResponder;
import io.antiphon.dialogue.respond.Responder;
import io.antiphon.dialogue.respond.ScriptedResponder;
import io.antiphon.dialogue.text.TextCall;
import io.antiphon.dialogue.text.TextCall.Meanwhile;
import io.antiphon.fault.EngineFailure.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Turns are counted by who really answered them, and so is what was saved. */
class WhoAnsweredTest {

    private static final String CHAT = "how are you today";
    private static final String RIDDLE = "what on earth is the colour of money";

    private static final CampaignTemplate TEMPLATE = read("");
    private static final CampaignTemplate READ_BY_MODEL = read("understand: model\n");
    private static final CampaignTemplate WITH_DOCUMENTS = read("documents: [notes.md]\n");

    private final ScriptedModel model = new ScriptedModel("m");
    private final Responder models = new FallbackResponder(
            new GuardedResponder(new ModelResponder(model)), new ScriptedResponder());

    private static CampaignTemplate read(String more) {
        return switch (TemplateReader.read("t.yaml", """
                name: shop
                %sopening: welcome
                home: welcome
                unclear: { retries: 5, say: Sorry., go: bye, improvise: Answer in one sentence. }
                silence: { say: Hello., go: bye }
                intents:
                  - { id: chat, phrases: [how are you today], go: chat }
                  - { id: order, phrases: [i want to order something], go: order }
                stages:
                  - { id: welcome, ask: "How can I help you?" }
                  - { id: chat, say: I am well., improvise: Answer the small talk., then: welcome }
                  - { id: order, say: Very well., ask: "What shall it be?" }
                  - { id: bye, say: Goodbye., end: hang-up }
                """.formatted(more))) {
            case TemplateReading.Accepted(var template) -> template;
            case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
        };
    }

    @Test
    void aLineThatAModelWordsIsTheModels() {
        model.says("I am fine, and you?");
        var turns = call(TEMPLATE, models, CHAT).report().turns();
        assertEquals(new Turns(1, 0, 0, 0, 1, 0, 0), turns);
    }

    @Test
    void whereItFailsTheTemplateHasAnsweredAndItsPromptWasSaved() {
        model.fails(Kind.TIMED_OUT);
        var failed = call(TEMPLATE, models, CHAT).report().turns();
        assertEquals(1, failed.byTemplate());
        assertEquals(0, failed.byModel());
        var never = call(TEMPLATE, new ScriptedResponder(), CHAT).report().turns();
        assertEquals(never, failed);
    }

    @Test
    void whatItWasNotAllowedToSayItHasNotAnswered() {
        model.says("That costs 99 dollars. ");
        assertEquals(1, call(TEMPLATE, models, CHAT).report().turns().byTemplate());
    }

    @Test
    void whatNobodyUnderstandsTheModelMayAnswer() {
        model.says("Money is green.");
        assertEquals(new Turns(1, 0, 0, 0, 1, 0, 0),
                call(TEMPLATE, models, RIDDLE).report().turns());
    }

    @Test
    void whatAModelHasDoneInsteadOfSpeakingIsTheModels() {
        var call = call(TEMPLATE, new ScriptedResponder(), RIDDLE);
        assertEquals(1, call.report().turns().notUnderstood());
        call.modelAsks("end", Map.of());
        assertEquals(new Turns(1, 0, 0, 0, 1, 0, 0), call.report().turns());
    }

    @Test
    void whereThereIsNoModelNobodyHasAnswered() {
        assertEquals(new Turns(1, 0, 0, 0, 0, 1, 0),
                call(TEMPLATE, new ScriptedResponder(), RIDDLE).report().turns());
    }

    @Test
    void whatAModelReadAndTheTemplateAnswersIsTheModels() {
        var call = new TextCall("c1", READ_BY_MODEL, Facts.NONE, Map.of(),
                new TextCall.Means(new ScriptedResponder(),
                        returning(new Returned.Meant(Optional.of("order"), Map.of())),
                        Noon.CLOCK));
        call.open();
        call.say(RIDDLE);
        assertEquals(new Turns(1, 0, 0, 0, 1, 0, 0), call.report().turns());
    }

    @Test
    void whatItCouldNotReadNobodyHasAnswered() {
        for (var vain : List.of(new Returned.Failed("down"),
                new Returned.Meant(Optional.empty(), Map.of()))) {
            var call = new TextCall("c1", READ_BY_MODEL, Facts.NONE, Map.of(),
                    new TextCall.Means(new ScriptedResponder(), returning(vain), Noon.CLOCK));
            call.open();
            call.say(RIDDLE);
            assertEquals(new Turns(1, 0, 0, 0, 0, 1, 0), call.report().turns(), vain.toString());
        }
    }

    @Test
    void whatStandsInNoDocumentNobodyHasAnswered() {
        assertEquals(1, asked(new Returned.Found("It is green.", "notes.md", "It is green."))
                .report()
                .turns()
                .byDocuments());
        assertEquals(1, asked(new Returned.Nothing()).report().turns().notUnderstood());
    }

    @Test
    void whoSpeaksMeanwhileIsAnsweredInATurnOfItsOwn() {
        model.says("I am fine.");
        var call = new TextCall("c1", WITH_DOCUMENTS, Facts.NONE, Map.of(), new TextCall.Means(
                models, returning(new Returned.Nothing()), Noon.CLOCK));
        call.open();
        call.say(RIDDLE, Meanwhile.ERRANDS_WAIT);
        call.say(CHAT);
        var turns = call.report().turns();
        assertEquals(1, turns.byModel());
        assertEquals(2, turns.all());
    }

    private TextCall asked(Returned returned) {
        var call = new TextCall("c1", WITH_DOCUMENTS, Facts.NONE, Map.of(),
                new TextCall.Means(new ScriptedResponder(), returning(returned), Noon.CLOCK));
        call.open();
        call.say(RIDDLE);
        return call;
    }

    private static TextCall call(CampaignTemplate template, Responder responder, String said) {
        var call = new TextCall("c1", template, Facts.NONE, Map.of(),
                new TextCall.Means(responder, Errands.NONE, Noon.CLOCK));
        call.open();
        call.say(said);
        return call;
    }

    private static Errands returning(Returned returned) {
        return (errand, _) -> {
            if (errand.work() instanceof Work.CallTool) {
                throw new AssertionError(errand);
            }
            return new Errands.Trip() {

                @Override
                public Returned await() {
                    return returned;
                }

                @Override
                public void cancel() {
                    // It is done at once.
                }
            };
        };
    }
}
