package io.antiphon.server.call;

import static io.antiphon.audio.Pcm.FRAME_SAMPLES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.yaml.TemplateReader;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.decide.DecisionTrace.By;
import io.antiphon.dialogue.report.Minutes.AnsweredTurn;
import io.antiphon.dialogue.respond.Outcome;
import io.antiphon.dialogue.respond.Prompt;
import io.antiphon.dialogue.respond.Responder;
import io.antiphon.dialogue.respond.Response;
import io.antiphon.dialogue.respond.ScriptedResponder;
import io.antiphon.dialogue.respond.Sink;
import io.antiphon.speech.UtteranceId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who worded what the caller heard, and how much of it that was. */
class TalkWordingTest {

    private static final CampaignTemplate TEMPLATE = switch (TemplateReader.read("t.yaml", """
            name: shop
            opening: welcome
            home: welcome
            unclear: { retries: 5, say: Sorry., go: bye }
            silence: { retries: 5, say: Hello., go: bye }
            intents:
              - { id: chat, phrases: [how are you today], go: chat }
              - { id: order, phrases: [i want to order something], go: order }
            stages:
              - { id: welcome, ask: "How can I help you?" }
              - { id: chat, say: I am well., improvise: Answer the small talk., then: welcome }
              - { id: order, say: Very well., ask: "What shall it be?" }
              - { id: bye, say: Goodbye., end: hang-up }
            """)) {
        case TemplateReading.Accepted(var template) -> template;
        case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
    };

    private final Stage stage = Stage.worded(TEMPLATE, new Small());

    @BeforeEach
    void begin() {
        stage.talk.begin();
        stage.plays(1);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aTurnIsAnsweredByWhoReallySpoke() {
        stage.callerSays("how are you today");
        stage.plays(2);
        stage.callerSays("i want to order something");
        stage.plays(3);
        assertEquals(List.of(By.MODEL, By.TEMPLATE), answered());
        assertTrue(stage.heardOfTheAgent().contains("I am fine, thank you."));
    }

    @Test
    void whatWasTakenBackWasAnsweredByNobody() {
        stage.callerSays("how are you today");
        var _ = stage.settle(2);
        stage.callerBegins();
        stage.callerEnds();
        stage.talk.said(Stage.heard("i want to order something"));
        assertEquals(1, answered().size());
    }

    @Test
    void aWordThatComesLateDoesNotCountForTheNextTurn() {
        stage.callerSays("how are you today");
        stage.plays(2);
        stage.callerSays("i want to order something");
        stage.talk.worded(new UtteranceId(2), "And another thing.", true);
        assertEquals(List.of(By.MODEL, By.TEMPLATE), answered());
    }

    @Test
    void ofALineThatTheEndOfTheCallCutsItIsToldHowMuchWasHeard() {
        stage.callerSays("i want to order something");
        var _ = stage.settle(2);
        stage.starts(2);
        assertTrue(stage.talk.fallsSilent());
        assertEquals(List.of(2), stage.media.cuts);
        stage.interrupted(2, 2 * FRAME_SAMPLES);
        assertEquals("Very well.", stage.heardOfTheAgent().getLast());
        assertFalse(stage.talk.fallsSilent(), "nothing is being said any more");
    }

    @Test
    void ofALineThatHasNotBegunThereIsNothingToTell() {
        stage.callerSays("i want to order something");
        var _ = stage.settle(2);
        assertFalse(stage.talk.fallsSilent());
    }

    private List<By> answered() {
        return stage.conversation.minutes().turns().stream().map(AnsweredTurn::by).toList();
    }

    /** Says the same wherever a model is asked. */
    private static final class Small implements Responder {

        private final Responder script = new ScriptedResponder();

        @Override
        public String name() {
            return "small";
        }

        @Override
        public Response respond(Prompt prompt) {
            return prompt.request().isEmpty() ? script.respond(prompt) : new Response() {

                @Override
                public Outcome stream(Sink sink) {
                    sink.token("I am fine, thank you.");
                    return new Outcome.Finished(1, Optional.empty());
                }

                @Override
                public boolean isByModel() {
                    return true;
                }

                @Override
                public void close() {
                    // Nothing is open.
                }
            };
        }
    }
}
