package io.antiphon.media.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.antiphon.media.floor.Floor.Agent;
import io.antiphon.media.floor.Floor.Open;
import io.antiphon.media.floor.FloorEvent.Digit;
import io.antiphon.media.floor.Step.Order;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scenes of telephone calls. Times are those of the end of the frame that gave rise to the order. */
class FloorSceneTest {

    private final Play play = new Play();

    @Test
    void certainEndOfTurnIsTakenAfter120Ms() {
        play.voice(1_000);
        play.words(4, false, 0.97);
        play.hush(60);
        play.words(4, false, 0.97);
        play.hush(200);
        assertEquals(List.of("40 SPEECH_STARTS", "1060 SPEECH_PAUSES", "1120 TURN_OVER"),
                play.orders());
        assertInstanceOf(Open.class, play.floor());
    }

    @Test
    void likelierEndsAreTakenSooner() {
        assertEquals(120, pauseBeforeTurnOver(0.95));
        assertEquals(220, pauseBeforeTurnOver(0.8));
        assertEquals(480, pauseBeforeTurnOver(0.5));
        assertEquals(1_000, pauseBeforeTurnOver(0.2));
        assertEquals(1_600, pauseBeforeTurnOver(0.1));
    }

    private static long pauseBeforeTurnOver(double endOfTurn) {
        var scene = new Play();
        scene.voice(1_000);
        scene.words(3, false, endOfTurn);
        while (scene.count(Order.TURN_OVER) == 0 && scene.ms() < 10_000) {
            scene.hush(20);
        }
        return scene.ms() - 1_000;
    }

    @Test
    void pauseNobodyHasJudgedLastsASecond() {
        play.voice(500);
        play.hush(1_500);
        assertEquals(List.of("40 SPEECH_STARTS", "560 SPEECH_PAUSES", "1500 TURN_OVER"),
                play.orders());
    }

    @Test
    void evidenceOfAnEarlierPauseDoesNotEndALaterOne() {
        play.voice(500);
        play.words(2, false, 0.97);
        play.hush(80);
        play.voice(300);
        play.hush(500);
        assertEquals(0, play.count(Order.TURN_OVER));
    }

    @Test
    void pauseInMidSentenceDoesNotEndTheTurn() {
        play.voice(1_000);
        play.words(3, false, 0.05);
        play.hush(700);
        play.voice(400);
        play.words(6, false, 0.96);
        play.hush(200);
        assertEquals(List.of("40 SPEECH_STARTS", "1060 SPEECH_PAUSES", "1740 SPEECH_GOES_ON",
                "2160 SPEECH_PAUSES", "2220 TURN_OVER"), play.orders());
    }

    @Test
    void yesThatWasAskedForEndsTheTurnAtOnce() {
        play.voice(240);
        play.evidence(new Evidence(play.position(), 1, true, false, 0.3, true));
        play.hush(300);
        assertEquals(List.of("40 SPEECH_STARTS", "300 SPEECH_PAUSES", "360 TURN_OVER"),
                play.orders());
    }

    @Test
    void noiseWithoutWordsIsNoTurn() {
        play.voice(200);
        play.words(0, false, 0);
        play.hush(1_200);
        assertEquals(List.of("40 SPEECH_STARTS", "260 SPEECH_PAUSES", "1200 FALSE_START"),
                play.orders());
    }

    @Test
    void coughSoftensTheAgentForAMoment() {
        play.agentStarts();
        play.hush(100);
        play.voice(120);
        play.words(0, false, 0);
        play.hush(400);
        assertEquals(List.of("140 SPEECH_STARTS", "140 DUCK", "280 SPEECH_PAUSES", "320 RESUME",
                "480 BACKCHANNEL"), play.orders());
        assertInstanceOf(Agent.class, play.floor());
    }

    @Test
    void longCoughHoldsTheAgentWhichThenGoesOn() {
        play.agentStarts();
        play.voice(400);
        play.words(0, false, 0);
        play.hush(400);
        assertEquals(List.of("40 SPEECH_STARTS", "40 DUCK", "260 HOLD", "460 SPEECH_PAUSES",
                "660 RESUME", "660 BACKCHANNEL"), play.orders());
    }

    @Test
    void uhHuhNeverHoldsTheAgent() {
        play.agentStarts();
        play.voice(200);
        play.words(1, true, 0.5);
        play.voice(200);
        play.words(2, true, 0.9);
        play.hush(400);
        assertEquals(List.of("40 SPEECH_STARTS", "40 DUCK", "460 SPEECH_PAUSES", "500 RESUME",
                "660 BACKCHANNEL"), play.orders());
    }

    @Test
    void callerWhoKeepsTalkingCutsTheAgent() {
        play.agentStarts();
        play.voice(1_000);
        assertEquals(List.of("40 SPEECH_STARTS", "40 DUCK", "260 HOLD", "700 CUT"), play.orders());
        assertInstanceOf(Floor.Caller.class, play.floor());
    }

    @Test
    void twoWordsCutTheAgentWithoutWaiting() {
        play.agentStarts();
        play.voice(300);
        play.words(2, false, 0.2);
        play.voice(20);
        assertEquals("320 CUT", play.orders().getLast());
    }

    @Test
    void stopWordCutsTheAgentEvenThoughItIsOne() {
        play.agentStarts();
        play.voice(160);
        play.evidence(new Evidence(play.position(), 1, false, true, 0.9, false));
        play.voice(20);
        assertEquals("180 CUT", play.orders().getLast());
    }

    @Test
    void shortQuestionIntoTheAgentsSpeechIsATurn() {
        play.agentStarts();
        play.voice(200);
        play.hush(80);
        play.words(1, false, 0.9);
        play.hush(300);
        assertEquals(List.of("40 SPEECH_STARTS", "40 DUCK", "260 SPEECH_PAUSES", "300 RESUME",
                "460 CUT", "480 TURN_OVER"), play.orders());
    }

    @Test
    void yesThatWasAskedForIsATurnEvenWhileTheAgentSpeaks() {
        play.agentStarts();
        play.voice(300);
        play.evidence(new Evidence(play.position(), 1, true, false, 0.9, true));
        play.hush(300);
        assertEquals(1, play.count(Order.CUT));
        assertEquals(1, play.count(Order.TURN_OVER));
    }

    @Test
    void wordsKnownTooLateStillCutTheAgentWhoHasGoneOn() {
        play.agentStarts();
        play.voice(300);
        play.hush(600);
        assertEquals("700 RESUME", play.orders().getLast());
        play.words(1, false, 0.9);
        play.hush(40);
        assertEquals(List.of("920 CUT", "940 TURN_OVER"),
                play.orders().subList(play.orders().size() - 2, play.orders().size()));
    }

    @Test
    void coughsApartDoNotAddUpToAnInterruption() {
        play.agentStarts();
        for (int cough = 0; cough < 6; cough++) {
            play.voice(160);
            play.hush(500);
        }
        assertEquals(0, play.count(Order.CUT));
        assertEquals(0, play.count(Order.HOLD));
        assertEquals(6, play.count(Order.DUCK));
    }

    @Test
    void digitCutsTheAgent() {
        play.agentStarts();
        play.hush(100);
        play.happens(new Digit('5'));
        assertEquals(List.of("100 CUT"), play.orders());
        assertInstanceOf(Open.class, play.floor());
    }

    @Test
    void whatIsSaidIntoALegalNoticeIsAnsweredAfterIt() {
        play.agentStarts(Interruption.NONE);
        play.voice(900);
        play.words(4, false, 0.97);
        play.hush(1_000);
        play.happens(new Digit('5'));
        assertEquals(List.of("40 SPEECH_STARTS", "960 SPEECH_PAUSES"), play.orders());
        play.agentEnds();
        play.hush(20);
        assertEquals("1920 TURN_OVER", play.orders().getLast());
    }

    @Test
    void voiceWithoutWordsDoesNotCutWhatOnlyWordsMayCut() {
        play.agentStarts(Interruption.WORDS);
        play.voice(2_000);
        assertEquals(0, play.count(Order.CUT));
        play.words(2, false, 0.5);
        play.voice(20);
        assertEquals(1, play.count(Order.CUT));
    }

    @Test
    void agentWhoStartsWhileTheCallerSpeaksGivesWay() {
        play.voice(500);
        play.words(3, false, 0.3);
        play.agentStarts();
        play.voice(20);
        assertEquals(List.of("40 SPEECH_STARTS", "500 HOLD", "520 CUT"), play.orders());
    }

    @Test
    void flickeringDetectorMakesNoPauses() {
        play.voice(200);
        for (int i = 0; i < 20; i++) {
            play.voice(80);
            play.hush(20);
        }
        assertEquals(List.of("40 SPEECH_STARTS"), play.orders());
    }

    @Test
    void singleFrameIsNoVoice() {
        play.agentStarts();
        for (int i = 0; i < 50; i++) {
            play.voice(20);
            play.hush(20);
        }
        assertEquals(List.of(), play.orders());
    }
}
