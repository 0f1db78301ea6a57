package io.antiphon.media.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.antiphon.media.floor.Floor.Agent;
import io.antiphon.media.floor.Step.Order;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scenes in which a model judges how the caller sounds. Times are those of the end of the frame. */
class FloorSoundSceneTest {

    private final Play play = new Play();

    @Test
    void voiceThatSoundsFinishedEndsTheTurnSooner() {
        assertEquals(480, pauseBeforeTurnOver(0.5, 0.5));
        assertEquals(220, pauseBeforeTurnOver(0.5, 0.95));
        assertEquals(120, pauseBeforeTurnOver(0.85, 0.95));
    }

    @Test
    void voiceThatSoundsUnfinishedIsWaitedForHoweverCompleteTheWords() {
        assertEquals(120, pauseBeforeTurnOver(0.97, 0.5));
        assertEquals(220, pauseBeforeTurnOver(0.97, 0.2));
        assertEquals(1_000, pauseBeforeTurnOver(0.5, 0.15));
        assertEquals(1_600, pauseBeforeTurnOver(0.2, 0.2));
    }

    @Test
    void finishedVoiceDoesNotEndATurnThatBreaksOffInItsWords() {
        assertEquals(1_000, pauseBeforeTurnOver(0.1, 0.95));
    }

    @Test
    void withoutWordsTheSoundOnlyProlongsAPause() {
        assertEquals(1_000, pauseWithoutWords(0.5));
        assertEquals(1_000, pauseWithoutWords(0.95));
        assertEquals(1_600, pauseWithoutWords(0.05));
    }

    @Test
    void judgementCountsAsItIsWhenTheSilenceHasLastedLongEnough() {
        play.sounds(0.1);
        play.voice(1_000);
        play.words(3, false, 0.5);
        play.hush(600);
        assertEquals(0, play.count(Order.TURN_OVER));
        play.sounds(0.9);
        play.hush(20);
        assertEquals("1620 TURN_OVER", play.orders().getLast());
    }

    private static long pauseBeforeTurnOver(double words, double sound) {
        var scene = new Play();
        scene.sounds(sound);
        scene.voice(1_000);
        scene.words(3, false, words);
        return hushUntilTurnOver(scene);
    }

    private static long pauseWithoutWords(double sound) {
        var scene = new Play();
        scene.sounds(sound);
        scene.voice(1_000);
        return hushUntilTurnOver(scene);
    }

    private static long hushUntilTurnOver(Play scene) {
        while (scene.count(Order.TURN_OVER) == 0 && scene.ms() < 10_000) {
            scene.hush(20);
        }
        return scene.ms() - 1_000;
    }

    @Test
    void sureInterruptionHoldsAndCutsTheAgentSooner() {
        play.agentStarts();
        play.kind(0.95, 0.03, 0.02);
        play.voice(500);
        assertEquals(List.of("40 SPEECH_STARTS", "40 DUCK", "160 HOLD", "320 CUT"), play.orders());
    }

    @Test
    void likelyInterruptionHoldsSoonerButCutsNoSooner() {
        play.agentStarts();
        play.kind(0.8, 0.1, 0.1);
        play.voice(800);
        assertEquals(List.of("40 SPEECH_STARTS", "40 DUCK", "160 HOLD", "700 CUT"), play.orders());
    }

    @Test
    void oneSureJudgementAloneCutsNothing() {
        play.agentStarts();
        play.kind(0.4, 0.3, 0.3);
        play.voice(340);
        play.kind(0.95, 0.03, 0.02);
        play.voice(40);
        play.kind(0.4, 0.3, 0.3);
        play.voice(100);
        assertEquals(0, play.count(Order.CUT));
    }

    @Test
    void uhHuhByItsSoundKeepsTheAgentTalking() {
        play.agentStarts();
        play.kind(0.1, 0.85, 0.05);
        play.voice(500);
        play.words(1, true, 0.9);
        play.hush(400);
        assertEquals(List.of("40 SPEECH_STARTS", "40 DUCK", "560 SPEECH_PAUSES", "600 RESUME",
                "760 BACKCHANNEL"), play.orders());
        assertInstanceOf(Agent.class, play.floor());
    }

    @Test
    void nobodySaysUhHuhForEver() {
        play.agentStarts();
        play.kind(0.1, 0.85, 0.05);
        play.voice(1_600);
        assertEquals(List.of("40 SPEECH_STARTS", "40 DUCK", "1400 CUT"), play.orders());
    }

    @Test
    void noiseNeverCutsTheAgentHoweverLongItLasts() {
        play.agentStarts();
        play.kind(0.1, 0.05, 0.85);
        play.voice(10_000);
        play.hush(1_000);
        assertEquals(0, play.count(Order.HOLD));
        assertEquals(0, play.count(Order.CUT));
    }

    @Test
    void wordsCutTheAgentWhateverTheySoundLike() {
        play.agentStarts();
        play.kind(0.05, 0.05, 0.9);
        play.voice(300);
        play.words(2, false, 0.2);
        play.voice(20);
        assertEquals("320 CUT", play.orders().getLast());
    }

    @Test
    void soundDoesNotCutWhatOnlyWordsMayCut() {
        play.agentStarts(Interruption.WORDS);
        play.kind(0.97, 0.02, 0.01);
        play.voice(2_000);
        assertEquals(0, play.count(Order.CUT));
    }
}
