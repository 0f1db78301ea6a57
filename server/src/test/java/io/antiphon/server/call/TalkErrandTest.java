package io.antiphon.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.yaml.TemplateReader;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.decide.Errand;
import io.antiphon.dialogue.decide.Returned;
import io.antiphon.dialogue.errand.Errands;
import io.antiphon.dialogue.extract.FieldValue;
import io.antiphon.media.floor.Interruption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call that has something done for the caller while it goes on. */
class TalkErrandTest {

    private static final String TEMPLATE = """
            name: shop
            opening: welcome
            home: welcome
            fields: { stock: { type: text } }
            unclear: { say: Sorry., go: bye }
            silence: { say: Hello., go: bye }
            intents:
              - { id: stock, phrases: [how many are left], go: look }
              - { id: other, phrases: [how many are left of the other one], go: look-again }
              - { id: person, phrases: [a person please], go: bye }
            tools:
              - name: stock
                description: How many are left.
                on-barge-in: POLICY
                built-in: { kind: ticket }
                result: { stock: /left }
            stages:
              - { id: welcome, say: The law wants this heard., interruptible: words, ask: How can I help }
              - { id: look, say: One moment., call: { tool: stock }, on: { done: told, failed: down } }
              - { id: look-again, say: One moment., call: { tool: stock, with: { subject: other } }, on: { done: told, failed: down } }
              - { id: told, say: "There are {stock}.", ask: Anything else }
              - { id: down, say: I do not know., ask: Anything else }
              - { id: bye, say: Goodbye., end: hang-up }
            """;

    private final List<String> deeds = new ArrayList<>();
    private final Errands errands = new Errands() {

        @Override
        public Trip begin(Errand errand, String call) {
            deeds.add("begin");
            String left = deeds.contains("cancel") ? "four" : "three";
            return new Trip() {

                @Override
                public Returned await() {
                    return new Returned.Done(Map.of("stock", left));
                }

                @Override
                public void cancel() {
                    deeds.add("cancel");
                }
            };
        }

        @Override
        public void forget(String call) {
            deeds.add("forget " + call);
        }
    };
    private Stage stage = open("finish");

    private Stage open(String policy) {
        return new Stage(template(TEMPLATE.replace("POLICY", policy)), errands);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void whatWasDoneIsSaidBehindTheFiller() {
        begin();
        stage.callerSays("how many are left");
        stage.plays(2);
        stage.errandReturns();
        stage.plays(3);
        assertEquals("There are three. Anything else",
                stage.voice.said(3).replace("Three", "three"));
        assertEquals(List.of("begin"), deeds);
    }

    @Test
    void policyOfTheStageReachesTheFloor() {
        begin();
        assertEquals(List.of(Interruption.WORDS), stage.media.interruptions);
    }

    @Test
    void whatIsToBeFinishedIsFinishedWhateverIsSaidMeanwhile() {
        begin();
        stage.callerSays("how many are left");
        stage.plays(2);
        stage.callerSays("are you still there");
        assertEquals(List.of("begin"), deeds);
        assertEquals("look", stage.conversation.stage());
    }

    @Test
    void whatMayBeCancelledIsCancelledByAWish() {
        stage.close();
        stage = open("cancel");
        begin();
        stage.callerSays("how many are left");
        stage.plays(2);
        stage.callerSays("a person please");
        assertEquals(List.of("begin", "cancel"), deeds);
        assertEquals("bye", stage.conversation.stage());
    }

    @Test
    void theEndOfTheCallIsTheEndOfItsErrand() {
        stage.close();
        stage = open("cancel");
        begin();
        stage.callerSays("how many are left");
        stage.talk.close();
        assertEquals(List.of("begin", "cancel", "forget call"), deeds);
    }

    @Test
    void whatIsToBeFinishedIsFinishedBehindTheCall() {
        begin();
        stage.callerSays("how many are left");
        stage.talk.close();
        assertEquals(List.of("begin", "forget call"), deeds);
    }

    @Test
    void aResultThatNobodyWaitsForAnyMoreIsNotSaid() {
        stage.close();
        stage = open("cancel");
        begin();
        stage.callerSays("how many are left");
        stage.plays(2);
        stage.callerSays("a person please");
        stage.errandReturns();
        assertEquals("bye", stage.conversation.stage());
        assertTrue(stage.conversation.fields().isEmpty());
    }

    @Test
    void aLateResultOfWhatWasTakenBackIsNotTakenForThatOfTheNextTrip() {
        stage.close();
        stage = open("cancel");
        begin();
        stage.callerSays("how many are left");
        stage.callerBegins();
        stage.callerEnds();
        stage.talk.said(Stage.heard("of the other one"));
        assertEquals(List.of("begin", "cancel", "begin"), deeds);
        stage.errandReturns();
        assertEquals("look-again", stage.conversation.stage());
        stage.errandReturns();
        assertEquals("four",
                Optional.ofNullable(stage.conversation.fields().get("stock"))
                        .map(FieldValue::value)
                        .orElse("nothing"));
    }

    private void begin() {
        stage.talk.begin();
        stage.plays(1);
    }

    private static CampaignTemplate template(String yaml) {
        return switch (TemplateReader.read("t.yaml", yaml)) {
            case TemplateReading.Accepted(var template) -> template;
            case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
        };
    }
}
