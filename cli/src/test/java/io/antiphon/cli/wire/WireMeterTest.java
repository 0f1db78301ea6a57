package io.antiphon.cli.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.cli.wire.WirePacket.Side;
import org.junit.jupiter.api.Test;

class WireMeterTest {

    private static final double WINDOW_MS = 10;

    @Test
    void gapIsTheSilenceBetweenTheLastSampleAndTheFirst() {
        var meter = new WireMeter(
                new WireScene().voice(200, 900)
                        .caller(3_000)
                        .voice(1_150, 2_000)
                        .agent(40, 2_900)
                        .record());
        var voice = meter.callerVoice(150, 1_000);
        assertEquals(200, voice.fromMs().orElseThrow(), WINDOW_MS);
        assertEquals(900, voice.toMs().orElseThrow(), WINDOW_MS);
        assertEquals(1_150, meter.agentFrom(voice.toMs().orElseThrow(), 3_000).orElseThrow(),
                WINDOW_MS);
        assertEquals(2_000, meter.agentTo(1_000, 3_000).orElseThrow(), WINDOW_MS);
    }

    @Test
    void soundWhosePacketCameLateIsHeardLate() {
        var scene = new WireScene().voice(0, 500).caller(2_000).voice(1_000, 1_500).agent(0, 2_000);
        var meter = new WireMeter(scene.delay(Side.AGENT, 50, 70).record());
        assertEquals(1_070, meter.agentFrom(600, 2_000).orElseThrow(), 1);
    }

    @Test
    void pauseInsideALineIsNotItsEnd() {
        var meter = new WireMeter(
                new WireScene().voice(200, 900)
                        .voice(1_600, 2_100)
                        .caller(3_000)
                        .agent(0, 3_000)
                        .record());
        assertEquals(2_100, meter.callerVoice(100, 2_300).toMs().orElseThrow(), WINDOW_MS);
    }

    @Test
    void agentStopsWhereSilenceFollowsAndNotBetweenWords() {
        var meter = new WireMeter(new WireScene().voice(1_000, 1_800)
                .caller(3_000)
                .voice(300, 700)
                .voice(850, 1_180)
                .voice(2_200, 2_800)
                .agent(0, 3_000)
                .record());
        assertTrue(meter.agentSpeaksAt(1_000));
        assertEquals(1_180, meter.agentStopsAfter(1_000).orElseThrow(), WINDOW_MS);
    }

    @Test
    void agentWhoFinishedBeforeIsNotInterrupted() {
        var meter = new WireMeter(
                new WireScene().voice(1_000, 1_800)
                        .caller(3_000)
                        .voice(300, 600)
                        .agent(0, 3_000)
                        .record());
        assertFalse(meter.agentSpeaksAt(1_000));
    }

    @Test
    void keyHasNoVoice() {
        var meter = new WireMeter(
                new WireScene().caller(2_000).voice(900, 1_500).agent(0, 2_000).record());
        assertTrue(meter.callerVoice(100, 700).fromMs().isEmpty());
    }
}
