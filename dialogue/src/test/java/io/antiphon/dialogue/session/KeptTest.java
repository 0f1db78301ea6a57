package io.antiphon.dialogue.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.dialogue.Noon;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Conduct;
import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.campaign.yaml.TemplateReader;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.decide.DecisionEngine;
import io.antiphon.dialogue.decide.DialogueState;
import io.antiphon.dialogue.decide.Returned;
import io.antiphon.dialogue.extract.FieldValue;
import io.antiphon.own.Owner;
import io.antiphon.speech.UtteranceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A conversation that is cut off and goes on in another call. */
class KeptTest {

    private static final String YAML = """
            name: orders
            opening: welcome
            home: welcome
            unclear: { retries: 5, say: Sorry., go: bye }
            silence: { say: Hello., go: bye }
            fields:
              name: { type: name, ask: "Your name, please?", confirm: always }
              cakes: { type: number, ask: "How many cakes?" }
              reference: { type: text }
            tools:
              - { name: order, description: Orders., built-in: { kind: ticket }, result: { reference: /id } }
            intents: [{ id: goodbye, phrases: [goodbye], go: bye }]
            objections: [{ id: price, phrases: [too expensive], meet: It is worth it. }]
            stages:
              - { id: welcome, say: Good day., ask: "What can I do?", choices: [{ phrases: [order a cake], go: ask }] }
              - { id: ask, collects: [name, cakes], on: { filled: order } }
              - { id: order, say: One moment., call: { tool: order, with: { subject: "{cakes}" } }, on: { done: done, failed: bye } }
              - { id: done, say: "Ordered as {reference}.", ask: "Anything else?" }
              - { id: bye, say: Goodbye., end: hang-up }
            """;
    private static final CampaignTemplate TEMPLATE = template(YAML);
    private static final String AGAIN = Conduct.USUAL_RESUME.getFirst();

    private final Owner owner = new Owner("call");
    private Conversation conversation;

    @BeforeEach
    void begin() {
        owner.claim();
        conversation = conversation(TEMPLATE, "c1");
        conversation.opening();
    }

    @Test
    void allOfItComesBackFromJson() throws Exception {
        say("order a cake", "my name is anna miller", "yes", "too expensive");
        conversation.digit('5');
        conversation.agentSpoke(new UtteranceId(3), "It is worth it. How many", "It is", true);
        say("six");
        var kept = kept();
        assertTrue(kept.state().waiting().isPresent());
        var read = KeptJson.read(new ObjectMapper().readTree(KeptJson.of(kept).toString()));
        assertEquals(kept, read);
    }

    @Test
    void theConversationGoesOnWhereItWasWithWhatWasKnown() {
        say("order a cake", "my name is anna miller", "yes");
        var next = conversation(TEMPLATE, "c2");
        var reply = next.resumed(kept());
        assertEquals(List.of(AGAIN, "How many cakes?"), reply.plan().lines());
        assertEquals("resumed", reply.trace().rule());
        assertTrue(next.isWorthKeeping());
        assertEquals("order", next.hear(new CallerTurn("six", 1)).trace().stageAfter());
        assertEquals("Anna Miller", value(next, "name"));
        assertEquals(Optional.of("c1"), next.minutes().resumes());
        assertEquals(4, next.history().turns().size());
    }

    @Test
    void aValueThatWasBeingReadBackIsReadBackAgain() {
        say("order a cake", "my name is anna miller");
        var reply = conversation(TEMPLATE, "c2").resumed(kept());
        assertEquals(2, reply.plan().lines().size());
        assertTrue(reply.plan().lines().getLast().contains("Anna Miller"),
                reply.plan().lines().toString());
    }

    @Test
    void whatWasBeingDoneIsAwaitedFurther() {
        say("order a cake", "my name is anna miller", "yes", "six");
        var errand = conversation.state().waiting().orElseThrow().errand();
        var next = conversation(TEMPLATE, "c2");
        var reply = next.resumed(kept());
        assertEquals(List.of(AGAIN), reply.plan().lines());
        assertEquals(Optional.of(errand), reply.plan().errand());
        var done = next.returned(errand.number(),
                new Returned.Done(Map.of("reference", "A-17")));
        assertEquals(List.of("Ordered as A-17.", "Anything else?"), done.plan().lines());
    }

    @Test
    void theFactsAreThoseOfTheNewCall() {
        say("order a cake");
        var next = new Conversation("c2", owner, new DecisionEngine(TEMPLATE),
                new Facts(Map.of(Facts.DIALLED, "200")), Map.of(), Noon.CLOCK);
        next.resumed(kept());
        assertEquals(1, next.state().facts().size());
    }

    @Test
    void aTemplateSaysItInItsOwnWordsOrNotAtAll() {
        var own = template(YAML + "resume: Here we are again.\n");
        var kept = conversation(own, "c1");
        kept.opening();
        kept.hear(new CallerTurn("order a cake", 1));
        assertEquals(List.of("Here we are again.", "Your name, please?"),
                conversation(own, "c2").resumed(kept(kept)).plan().lines());
        assertEquals(List.of(), template(YAML + "resume: off\n").conduct().resume());
    }

    @Test
    void whatHasNotBegunOrIsOverIsNotWorthKeeping() {
        assertFalse(conversation.isWorthKeeping());
        say("order a cake");
        assertTrue(conversation.isWorthKeeping());
        say("goodbye");
        assertFalse(conversation.isWorthKeeping());
    }

    @Test
    void aChangedTemplateIsAnother() {
        assertEquals(TEMPLATE.version(), template(YAML).version());
        assertFalse(TEMPLATE.version().equals(template(YAML + "# \n").version()));
    }

    @Test
    void whatIsNotOfTheFormIsRefused() {
        var json = KeptJson.of(kept());
        json.put("version", 2);
        assertThrows(IllegalArgumentException.class, () -> KeptJson.read(json));
        json.put("version", 1).put("at", "yesterday");
        assertThrows(IllegalArgumentException.class, () -> KeptJson.read(json));
        json.remove("state");
        assertThrows(IllegalArgumentException.class, () -> KeptJson.read(json));
    }

    @Test
    void aConversationOfWhichNothingComesEndsWithAGoodbye() {
        say("order a cake");
        var reply = conversation.stale();
        assertEquals(List.of("Goodbye."), reply.plan().lines());
        assertTrue(reply.plan().ending().isPresent());
        assertTrue(conversation.isOver());
        assertTrue(conversation.hasEndedInSilence());
    }

    private void say(String... texts) {
        for (var text : texts) {
            conversation.hear(new CallerTurn(text, 1));
        }
    }

    private static String value(Conversation of, String field) {
        return Optional.ofNullable(of.fields().get(field)).map(FieldValue::value).orElse("");
    }

    private Kept kept() {
        return kept(conversation);
    }

    /** Without the facts, which are the call's. */
    private static Kept kept(Conversation of) {
        DialogueState state = of.state();
        return new Kept("c1", Optional.of("c0"), "c0", "orders", "4711", TEMPLATE.version(),
                Instant.parse("2026-03-10T11:00:00Z"), state, of.history());
    }

    private Conversation conversation(CampaignTemplate template, String id) {
        return new Conversation(id, owner, new DecisionEngine(template), Facts.NONE, Map.of(),
                Noon.CLOCK);
    }

    private static CampaignTemplate template(String yaml) {
        return switch (TemplateReader.read("t.yaml", yaml)) {
            case TemplateReading.Accepted(var accepted) -> accepted;
            case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
        };
    }
}
