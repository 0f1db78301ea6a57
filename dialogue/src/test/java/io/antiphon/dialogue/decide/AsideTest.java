package io.antiphon.dialogue.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.antiphon.dialogue.Noon;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.yaml.TemplateReader;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said to the agent rather than as an answer. */
class AsideTest {

    private static final CampaignTemplate TEMPLATE = template(
            """
                    name: tiny
                    opening: name
                    home: bye
                    fields: { name: { type: name }, need: { type: text } }
                    unclear: { say: Sorry., go: bye }
                    silence: { say: Hello., go: bye }
                    intents:
                      - { id: refusal, phrases: [i would rather not say], go: bye }
                      - { id: price, phrases: [what does it cost], go: price }
                    stages:
                      - { id: name, ask: Your name, collects: [name], on: { filled: need, intent: { refusal: need } } }
                      - { id: need, ask: What for, collects: [need], on: { filled: cancel } }
                      - { id: cancel, ask: Shall I cancel it, expects: yes-no, on: { yes: bye, no: kept } }
                      - { id: kept, ask: What else, expects: open }
                      - { id: price, say: It is free., then: back }
                      - { id: bye, say: Goodbye!, end: hang-up }
                    """);

    private final DecisionEngine engine = new DecisionEngine(TEMPLATE);
    private DialogueState state = engine.decide(engine.beginning(), new Input.Opening(), Noon.NOW)
            .state();

    @Test
    void aWishThatTakesUpAllOfWhatWasSaidIsNoValue() {
        hear("i would rather not say");
        assertEquals("need", state.stage());
        assertFalse(state.fields().containsKey("name"));
    }

    @Test
    void aQuestionOfLightWordsIsNoText() {
        hear("anna miller");
        assertEquals(List.of("It is free.", "What for"), hear("what does it cost"));
        assertFalse(state.fields().containsKey("need"));
    }

    @Test
    void noWaitIsANo() {
        hear("anna miller");
        hear("stock");
        hear("no wait");
        assertEquals("kept", state.stage());
    }

    @Test
    void whatIsSaidAgainIsTheQuestionAndNotTheRemarkBehindIt() {
        hear("anna miller");
        assertEquals(List.of("Of course, take your time."), hear("hold on"));
        assertEquals(List.of("What for"), hear("say that again"));
    }

    private List<String> hear(String text) {
        var decision = engine.decide(state, new Input.Said(text), Noon.NOW);
        state = decision.state();
        return decision.plan().lines();
    }

    private static CampaignTemplate template(String yaml) {
        return switch (TemplateReader.read("t.yaml", yaml)) {
            case TemplateReading.Accepted(var template) -> template;
            case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
        };
    }
}
