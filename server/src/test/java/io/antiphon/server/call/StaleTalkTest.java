package io.antiphon.server.call;

import static io.antiphon.server.call.Stage.CALLER_SILENCE_NS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.yaml.TemplateReader;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.errand.Errands;
import io.antiphon.media.MediaEvent.Digit;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Conversations of which nothing comes. */
class StaleTalkTest {

    private static final long STALE_NS = TimeUnit.SECONDS.toNanos(60);

    /** Silence leads in a circle here, so that nothing else would ever end the call. */
    private static final CampaignTemplate ENDLESS = switch (TemplateReader.read("t.yaml", """
            name: endless
            opening: welcome
            home: welcome
            unclear: { retries: 99, say: Sorry., go: welcome }
            silence: { retries: 0, say: Hello., go: welcome }
            intents: [{ id: bye, phrases: [goodbye], go: bye }]
            stages:
              - { id: welcome, say: Hello., ask: "How can I help?" }
              - { id: bye, say: Until next time., end: hang-up }
            """)) {
        case TemplateReading.Accepted(var template) -> template;
        case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
    };

    private final Stage stage = new Stage(ENDLESS, Errands.NONE, STALE_NS);

    private final long beganNs = stage.time.nanoTime();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void whereNothingComesOfItTheCallEndsWithTheTemplatesGoodbye() {
        stage.talk.begin();
        stage.plays(1);
        int line = 1;
        for (long ns = 0; ns + CALLER_SILENCE_NS < STALE_NS; ns += CALLER_SILENCE_NS) {
            stage.passes(stage.talk.patienceNs());
            stage.talk.nothingHappened();
            stage.plays(++line);
            assertFalse(stage.talk.isOver());
        }
        stage.passes(stage.talk.patienceNs());
        assertEquals(STALE_NS, stage.time.nanoTime() - beganNs);
        stage.talk.nothingHappened();
        assertEquals(STALE_NS, stage.talk.patienceNs(), "it is being ended");
        stage.plays(++line);
        assertEquals("Until next time.", stage.heardOfTheAgent().getLast());
        assertTrue(stage.talk.isOver());
    }

    @Test
    void aNoiseWithoutWordsIsNothing() {
        stage.talk.begin();
        stage.plays(1);
        stage.callerBegins();
        assertEquals(STALE_NS, stage.talk.patienceNs());
        stage.passes(STALE_NS);
        stage.talk.nothingHappened();
        stage.plays(2);
        assertTrue(stage.talk.isOver());
    }

    @Test
    void wordsAndKeysAreSomething() {
        stage.talk.begin();
        stage.plays(1);
        stage.passes(CALLER_SILENCE_NS - 1);
        stage.callerSays("what is the colour of money");
        stage.plays(2);
        stage.callerBegins();
        stage.passes(STALE_NS - 1);
        assertEquals(1, stage.talk.patienceNs());
        stage.talk.happened(new Digit('7', stage.time.nanoTime()));
        assertEquals(STALE_NS, stage.talk.patienceNs());
    }
}
