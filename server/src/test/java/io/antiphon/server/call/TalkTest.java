package io.antiphon.server.call;

import static io.antiphon.audio.Pcm.FRAME_SAMPLES;
import static io.antiphon.server.call.Stage.CALLER_SILENCE_NS;
import static io.antiphon.server.call.Stage.heard;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.fault.EngineFailure;
import io.antiphon.media.MediaEvent;
import io.antiphon.media.floor.Interruption;
import io.antiphon.speech.Pace;
import io.antiphon.speech.SpeechSynthesizer.SpeechOutcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TalkTest {

    private static final String OPENING = "Lindenhof Practice, good day. How can I help you?";
    private static final String QUESTION = "what are your opening hours";
    private static final String HOURS = "We are open Monday to Friday";
    private static final long NEVER = Long.MAX_VALUE;

    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void openingIsSaidWhenTheCallIsUp() {
        stage.talk.begin();
        var _ = stage.settle(1);
        assertEquals(OPENING, stage.voice.said(1));
        assertEquals(List.of(Interruption.ANY), stage.media.interruptions);
        assertEquals(9, stage.media.frames(1), "a frame for each word");
    }

    @Test
    void nobodyIsAskedForAnswersBeforeTheCallIsUp() {
        stage.passes(10 * CALLER_SILENCE_NS);
        assertEquals(NEVER, stage.talk.patienceNs());
    }

    @Test
    void evidenceOfAPartialCountsStableWordsOnly() {
        open(1);
        stage.talk.partial(heard("i would like an appointment", 2, 0.9), 320);
        assertEquals(2, lastEvidenceWords());
        assertEquals(320, stage.media.evidence.getLast().position());
    }

    @Test
    void evidenceOfAPauseCountsAllWords() {
        open(1);
        stage.talk.paused(heard("i would like an appointment", 2, 0.9), 320);
        assertEquals(5, lastEvidenceWords());
    }

    @Test
    void partialThatLagsBehindThePauseIsNoNews() {
        open(1);
        stage.talk.paused(heard(QUESTION), 640);
        stage.talk.partial(heard("what are your", 1, 0.9), 320);
        assertEquals(1, stage.media.evidence.size());
        assertEquals(5, lastEvidenceWords());
    }

    @Test
    void aWordBehindThePauseThatIsTakenBackIsForgotten() {
        open(1);
        stage.talk.paused(heard(QUESTION), 640);
        double end = stage.media.evidence.getLast().endOfTurn();
        stage.talk.partial(heard(QUESTION + " a", 4, 0.9), 960);
        assertTrue(stage.media.evidence.getLast().endOfTurn() < end, "nobody ends with that");
        stage.talk.partial(heard(QUESTION, 4, 0.9), 1_280);
        assertEquals(end, stage.media.evidence.getLast().endOfTurn());
    }

    @Test
    void behindASingleWordItIsLeftToSilence() {
        open(1);
        stage.talk.paused(heard("goodbye"), 640);
        stage.talk.partial(heard("goodbye a", 0, 0.9), 960);
        stage.talk.partial(heard("goodbye", 0, 0.9), 1_280);
        assertEquals(960, stage.media.evidence.getLast().position());
    }

    @Test
    void partialThatGoesBeyondThePauseIsNews() {
        open(1);
        stage.talk.paused(heard("what are"), 640);
        stage.talk.partial(heard("what are your hours", 3, 0.9), 960);
        assertEquals(3, lastEvidenceWords());
    }

    @Test
    void partialIsNewsAgainWhenTheCallerGoesOn() {
        open(1);
        stage.talk.paused(heard(QUESTION), 640);
        stage.talk.happened(new MediaEvent.SpeechWentOn(700, 0));
        stage.talk.partial(heard("what are your", 1, 0.9), 960);
        assertEquals(1, lastEvidenceWords());
    }

    @Test
    void oneDoubtfulWordIsNoClaimWhileTheAgentSpeaks() {
        begins();
        stage.talk.partial(heard("monday", 1, 0.3), 320);
        assertEquals(0, lastEvidenceWords());
    }

    @Test
    void murmurHeardAsTwoDoubtfulWordsIsNoClaimEither() {
        begins();
        stage.talk.partial(heard("that at", 2, 0.3), 320);
        assertEquals(0, lastEvidenceWords());
        stage.talk.partial(heard("that at three", 3, 0.3), 640);
        assertEquals(3, lastEvidenceWords());
    }

    @Test
    void oneWordThatNobodySaysAloneIsNoClaim() {
        begins();
        stage.talk.partial(heard("as uh", 2, 0.9), 320);
        assertEquals(0, lastEvidenceWords());
    }

    @Test
    void oneTrustedWordIsAClaim() {
        begins();
        stage.talk.partial(heard("monday", 1, 0.9), 320);
        assertEquals(1, lastEvidenceWords());
    }

    @Test
    void oneDoubtfulWordCountsWhileTheAgentIsSilent() {
        open(1);
        stage.talk.partial(heard("monday", 1, 0.3), 320);
        assertEquals(1, lastEvidenceWords());
    }

    @Test
    void doubtfulStopIsAStop() {
        begins();
        stage.talk.partial(heard("wait", 1, 0.3), 320);
        assertTrue(stage.media.evidence.getLast().stopWord());
        assertEquals(1, lastEvidenceWords());
    }

    @Test
    void historyHoldsTheWordsThatEndWithinWhatWasHeard() {
        open(1);
        stage.callerSays(QUESTION);
        var _ = stage.settle(2);
        stage.starts(2);
        stage.interrupted(2, 3 * FRAME_SAMPLES + FRAME_SAMPLES / 2);
        assertEquals(List.of(OPENING, "We are open"), stage.heardOfTheAgent());
    }

    @Test
    void callerWhoGoesOnBeforeTheAnswerLeavesIsHeardOutAndAnsweredOnce() {
        open(1);
        stage.callerSays("i would like to make an appointment");
        stage.callerBegins();
        assertEquals(List.of(2), stage.media.cuts);
        assertEquals("welcome", stage.conversation.stage(), "the decision is taken back");
        stage.interrupted(2, 0);

        stage.callerEnds();
        stage.talk.said(heard("on monday"));
        assertEquals("ask-time", stage.conversation.stage());
        assertEquals(List.of("i would like to make an appointment on monday"),
                stage.saidByTheCaller());
        var _ = stage.settle(3);
        assertTrue(stage.voice.said(3).endsWith("on Monday?"), stage.voice.said(3));
    }

    @Test
    void callerWhoGoesOnAfterTheAnswerBeganIsANewTurn() {
        open(1);
        stage.callerSays(QUESTION);
        stage.starts(2);
        stage.callerBegins();
        assertEquals(List.of(), stage.media.cuts, "that is for the floor to decide");
        assertEquals(List.of(QUESTION), stage.saidByTheCaller());
    }

    @Test
    void noiseBeforeTheAnswerLeavesOnlyDelaysIt() {
        open(1);
        stage.callerSays(QUESTION);
        stage.callerBegins();
        stage.talk.happened(new MediaEvent.FalseStart(0, 0));
        var _ = stage.settle(3);
        assertTrue(stage.voice.said(3).startsWith(HOURS), stage.voice.said(3));
        assertEquals(List.of(QUESTION), stage.saidByTheCaller());
    }

    @Test
    void soundOfTheCallerDoesNotLoseALineThatAnswersNothing() {
        stage.talk.begin();
        stage.callerBegins();
        assertEquals(List.of(), stage.media.cuts, "the floor holds it back until it is clear");
        assertEquals(new SpeechOutcome.Spoken(9L * FRAME_SAMPLES), stage.settle(1));
    }

    @Test
    void keySilencesTheAgentAndIsAnswered() {
        askedToConfirmANumber();
        int asking = said();
        stage.starts(asking);
        press('1');
        assertEquals(List.of(asking), stage.media.cuts);
        assertEquals("anything-else", stage.conversation.stage());
        var _ = stage.settle(asking + 1);
        assertTrue(stage.voice.said(asking + 1).startsWith("Thank you. We will call you back"));
    }

    @Test
    void nothingIsSaidToAnEmptyTurnWhileTheAgentSpeaks() {
        begins();
        stage.talk.said(heard(""));
        assertEquals(List.of(), stage.media.cuts);
        assertEquals(1, said());
    }

    @Test
    void turnWithoutWordsIsWaitedOut() {
        open(1);
        stage.passes(CALLER_SILENCE_NS);
        stage.callerSays("");
        assertEquals(1, said());
        assertEquals(CALLER_SILENCE_NS, stage.talk.patienceNs());
    }

    @Test
    void recogniserThatGivesUpLetsTheCallerBeAskedAgain() {
        open(1);
        stage.callerBegins();
        stage.callerEnds();
        stage.talk.deaf(new EngineFailure(EngineFailure.Kind.BROKEN, "ears", "as told"));
        var _ = stage.settle(2);
        assertTrue(stage.voice.said(2).endsWith("How can I help you?"), stage.voice.said(2));
    }

    @Test
    void silentCallerIsAskedWhetherTheyAreThere() {
        begins();
        assertEquals(NEVER, stage.talk.patienceNs(), "while the agent speaks");
        stage.ends(1);
        assertEquals(CALLER_SILENCE_NS, stage.talk.patienceNs());
        stage.passes(CALLER_SILENCE_NS);
        assertEquals(0, stage.talk.patienceNs());
        stage.talk.nothingHappened();
        var _ = stage.settle(2);
        assertTrue(stage.voice.said(2).startsWith("Are you still there?"), stage.voice.said(2));
    }

    @Test
    void callerWhoSpeaksIsNotAskedWhetherTheyAreThere() {
        open(1);
        stage.callerBegins();
        stage.passes(2 * CALLER_SILENCE_NS);
        assertEquals(NEVER, stage.talk.patienceNs());
    }

    @Test
    void callerWhoseMediaStopInMidWordIsWaitedForNoLongerThanAnyOther() {
        open(1);
        stage.callerBegins();
        stage.talk.happened(new MediaEvent.MediaLost(5_000, stage.time.nanoTime()));
        assertEquals(CALLER_SILENCE_NS, stage.talk.patienceNs());
    }

    @Test
    void callEndsWhenTheLastSampleOfTheLastLineHasLeft() {
        open(1);
        stage.callerSays("goodbye");
        assertEquals(Interruption.NONE, stage.media.interruptions.getLast());
        var _ = stage.settle(2);
        stage.starts(2);
        assertFalse(stage.talk.isOver());
        stage.ends(2);
        assertTrue(stage.talk.isOver());
    }

    @Test
    void keyIntoTheLastLineDoesNotLeaveTheCallOpen() {
        open(1);
        stage.callerSays("goodbye");
        var _ = stage.settle(2);
        stage.starts(2);
        press('5');
        stage.interrupted(2, FRAME_SAMPLES);
        assertTrue(stage.talk.isOver());
    }

    @Test
    void voiceThatFailsAtOnceEndsItsUtteranceUnheard() {
        stage.voice.failsAfter(0);
        stage.talk.begin();
        assertEquals(NEVER, stage.talk.patienceNs());
        var _ = stage.settle(1);
        assertEquals(CALLER_SILENCE_NS, stage.talk.patienceNs());
        assertEquals(List.of(""), stage.heardOfTheAgent());
    }

    @Test
    void voiceThatFailsHalfwayIsHeardSoFar() {
        stage.voice.failsAfter(2);
        stage.talk.begin();
        var _ = stage.settle(1);
        stage.starts(1);
        stage.ends(1);
        assertEquals(List.of("Lindenhof Practice,"), stage.heardOfTheAgent());
    }

    @Test
    void answerToWordsThatMayBeAllIsRenderedInThePause() {
        open(1);
        stage.talk.paused(heard(QUESTION), 640);
        assertTrue(stage.voice.said(0).startsWith(HOURS), stage.voice.said(0));
        assertEquals("welcome", stage.conversation.stage(), "nothing is decided yet");
    }

    @Test
    void callerWhoAsksForItIsSpokenToSlowerFromThenOn() {
        open(1);
        assertEquals(Pace.USUAL, stage.voice.requests.getLast().pace());
        stage.callerSays("slower please");
        stage.plays(2);
        assertEquals(Pace.SLOW, stage.voice.requests.getLast().pace());
        stage.callerSays("what are your opening hours");
        var _ = stage.settle(3);
        assertTrue(stage.voice.said(3).startsWith(HOURS), stage.voice.said(3));
        assertEquals(Pace.SLOW, stage.voice.requests.getLast().pace());
    }

    @Test
    void brokenMediaEndTheCall() {
        begins();
        stage.talk.happened(new MediaEvent.MediaBroken(0));
        assertTrue(stage.talk.isOver());
    }

    /** The opening has been heard. */
    private void open(int utterance) {
        stage.talk.begin();
        stage.plays(utterance);
    }

    /** The opening is being heard. */
    private void begins() {
        stage.talk.begin();
        var _ = stage.settle(1);
        stage.starts(1);
    }

    private void askedToConfirmANumber() {
        open(1);
        stage.callerSays("speak to a person");
        stage.plays(2);
        "12345#".chars().forEach(key -> press((char) key));
        assertEquals("confirm-number", stage.conversation.stage());
        var _ = stage.settle(3);
    }

    private void press(char key) {
        stage.talk.happened(new MediaEvent.Digit(key, stage.time.nanoTime()));
    }

    /** How many utterances there were. */
    private int said() {
        return stage.media.interruptions.size();
    }

    private int lastEvidenceWords() {
        return stage.media.evidence.getLast().words();
    }
}
