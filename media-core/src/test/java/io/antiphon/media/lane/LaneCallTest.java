package io.antiphon.media.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.audio.Pcm;
import io.antiphon.media.MediaEvent;
import io.antiphon.media.MediaEvent.Backchannel;
import io.antiphon.media.MediaEvent.Cut;
import io.antiphon.media.MediaEvent.Digit;
import io.antiphon.media.MediaEvent.Ducked;
import io.antiphon.media.MediaEvent.Held;
import io.antiphon.media.MediaEvent.Interrupted;
import io.antiphon.media.MediaEvent.MediaFound;
import io.antiphon.media.MediaEvent.MediaLost;
import io.antiphon.media.MediaEvent.PacketsRefused;
import io.antiphon.media.MediaEvent.Resumed;
import io.antiphon.media.MediaEvent.SpeechStarted;
import io.antiphon.media.MediaEvent.TurnOver;
import io.antiphon.media.MediaEvent.UtteranceEnded;
import io.antiphon.media.MediaEvent.UtteranceStarted;
import io.antiphon.media.floor.Evidence;
import io.antiphon.media.playout.PlayoutWriter.Offer;
import io.antiphon.speech.UtteranceId;
import io.antiphon.testkit.Tone;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole calls in virtual time: packets in, packets out, and what the call is told. */
class LaneCallTest {

    private static final UtteranceId FIRST = new UtteranceId(1);
    private static final long MS = Rehearsal.MS;

    private final Rehearsal rehearsal = new Rehearsal(2);
    private final Rehearsal.Caller caller = rehearsal.new Caller();

    private void agentSpeaks(UtteranceId utterance, int frames) {
        short[] tone = Tone.sine(500, 8_000, Pcm.FRAME_SAMPLES);
        for (int i = 0; i < frames; i++) {
            assertEquals(Offer.TAKEN, caller.session.playout().offer(utterance, tone));
        }
        assertEquals(Offer.TAKEN, caller.session.playout().end(utterance));
    }

    @Test
    void silenceLeavesFromTheStartInUnbrokenSequence() {
        rehearsal.pass(100);
        assertTrue(caller.port.sent.isEmpty());
        caller.starts();
        rehearsal.pass(1_000);
        var sent = caller.port.sent;
        assertEquals(50, sent.size());
        for (int i = 1; i < sent.size(); i++) {
            assertEquals(20 * MS, sent.get(i).atNs() - sent.get(i - 1).atNs());
            assertEquals(sent.get(i - 1).sequence() + 1 & 0xffff, sent.get(i).sequence());
            assertEquals(160, sent.get(i).timestamp() - sent.get(i - 1).timestamp());
        }
    }

    @Test
    void callerIsHeardAndAnswered() {
        caller.starts();
        caller.answerToPauses = new Evidence(0, 3, false, false, 0.97, false);
        caller.isSilent(500);
        caller.speaks(600);
        long spokenMs = rehearsal.nowMs();
        caller.isSilent(300);
        assertEquals(List.of("starts", "pauses", "turn over"), caller.ears);
        var over = caller.events(TurnOver.class).getFirst();
        assertTrue(over.atNs() / MS - spokenMs <= 140, over + " after " + spokenMs);

        agentSpeaks(FIRST, 10);
        caller.isSilent(400);
        assertEquals(1, caller.events(UtteranceStarted.class).size());
        assertEquals(3_200, caller.events(UtteranceEnded.class).getFirst().samplesHeard());
        assertTrue(caller.voicedMs().size() >= 10 && caller.voicedMs().size() <= 11);
    }

    @Test
    void theEarsHearTheOnsetAndNoGap() {
        caller.starts();
        caller.isSilent(500);
        caller.speaks(600);
        caller.isSilent(80);
        long onset = caller.events(SpeechStarted.class).getFirst().position();
        assertTrue(onset - caller.sounds.getFirst() >= 3_200, "pre-roll");
        for (int i = 1; i < caller.sounds.size(); i++) {
            assertEquals(Pcm.FRAME_SAMPLES, caller.sounds.get(i) - caller.sounds.get(i - 1));
        }
    }

    @Test
    void callerWhoKeepsTalkingCutsTheAgent() {
        caller.starts();
        caller.isSilent(200);
        agentSpeaks(FIRST, 250);
        caller.isSilent(400);
        long onsetMs = rehearsal.nowMs();
        caller.speaks(1_000);

        long duckedMs = caller.events(Ducked.class).getFirst().atNs() / MS;
        assertTrue(duckedMs - onsetMs <= 60, "ducked after " + (duckedMs - onsetMs));
        assertEquals(1, caller.events(Held.class).size());
        long cutMs = caller.events(Cut.class).getFirst().atNs() / MS;
        long cutAfter = cutMs;
        assertTrue(caller.voicedMs().stream().noneMatch(ms -> ms > cutAfter + 40));

        var interrupted = caller.events(Interrupted.class).getFirst();
        long heldMs = caller.events(Held.class).getFirst().atNs() / MS;
        long startedMs = caller.events(UtteranceStarted.class).getFirst().atNs() / MS;
        long heardMs = Pcm.samplesToMs(interrupted.samplesHeard());
        assertTrue(Math.abs(heardMs - (heldMs - startedMs)) <= 40, heardMs + " ms heard");
        assertEquals(Offer.CUT,
                caller.session.playout().offer(FIRST, new short[Pcm.FRAME_SAMPLES]));
    }

    @Test
    void stopWordCutsWithinOneBeat() {
        caller.starts();
        agentSpeaks(FIRST, 250);
        caller.isSilent(400);
        caller.speaks(100);
        caller.session.evidence(new Evidence(20_000, 1, false, true, 0.9, false));
        caller.speaks(20);
        long cutMs = caller.events(Cut.class).getFirst().atNs() / MS;
        caller.speaks(200);
        assertTrue(caller.voicedMs().stream().noneMatch(ms -> ms > cutMs + 40));
        assertTrue(caller.voicedMs().stream().anyMatch(ms -> ms > cutMs - 40), "was audible");
    }

    @Test
    void duckedAgentIs12DbSofter() {
        caller.starts();
        agentSpeaks(FIRST, 100);
        caller.isSilent(400);
        int loud = caller.peak(caller.port.sent.getLast());
        caller.speaks(140);
        int soft = caller.peak(caller.port.sent.getLast());
        double db = 20 * Math.log10((double) soft / loud);
        assertTrue(db < -11 && db > -13, db + " dB");
    }

    @Test
    void coughCostsAPauseAndNotASample() {
        caller.starts();
        agentSpeaks(FIRST, 50);
        caller.isSilent(200);
        caller.speaks(400);
        caller.isSilent(2_500);
        assertEquals(List.of("starts", "pauses", "dismissed"), caller.ears);
        assertEquals(1, caller.events(Held.class).size());
        assertEquals(1, caller.events(Resumed.class).size());
        assertEquals(1, caller.events(Backchannel.class).size());
        assertEquals(50 * Pcm.FRAME_SAMPLES,
                caller.events(UtteranceEnded.class).getFirst().samplesHeard());
    }

    @Test
    void keyCutsTheAgent() {
        caller.starts();
        caller.isSilent(100);
        agentSpeaks(FIRST, 100);
        caller.isSilent(200);
        caller.presses(5);
        assertEquals('5', caller.events(Digit.class).getFirst().key());
        assertEquals(1, caller.events(Digit.class).size());
        assertEquals(1, caller.events(Interrupted.class).size());
    }

    @Test
    void theCallMayCutItsOwnAgent() {
        caller.starts();
        agentSpeaks(FIRST, 100);
        caller.isSilent(200);
        caller.session.cut(FIRST);
        caller.isSilent(100);
        assertEquals(1, caller.events(Interrupted.class).size());
        agentSpeaks(new UtteranceId(2), 5);
        caller.isSilent(200);
        assertEquals(1, caller.events(UtteranceEnded.class).size());
    }

    @Test
    void onHoldNothingIsSentAndMusicIsNotSpeech() {
        caller.starts();
        agentSpeaks(FIRST, 50);
        caller.isSilent(200);
        caller.session.update(caller.spec(false, false));
        int before = caller.port.sent.size();
        var last = caller.port.sent.getLast();
        caller.speaks(1_000);
        assertEquals(before, caller.port.sent.size());
        assertEquals(0, caller.events(SpeechStarted.class).size());

        caller.session.update(caller.spec(true, true));
        caller.isSilent(1_500);
        var first = caller.port.sent.get(before);
        assertEquals(last.sequence() + 1 & 0xffff, first.sequence());
        long elapsed = (first.atNs() - last.atNs()) / MS * 8;
        assertEquals(elapsed, first.timestamp() - last.timestamp());
        assertEquals(50 * Pcm.FRAME_SAMPLES,
                caller.events(UtteranceEnded.class).getFirst().samplesHeard());
    }

    @Test
    void silentNetworkIsReportedOnceAndSoIsItsReturn() {
        caller.starts();
        caller.isSilent(200);
        rehearsal.pass(8_000);
        assertEquals(1, caller.events(MediaLost.class).size());
        caller.isSilent(100);
        assertEquals(1, caller.events(MediaFound.class).size());
    }

    @Test
    void echoSendsBackWhatCameIn() {
        var echo = rehearsal.new Caller(Wire.Mode.ECHO).starts();
        echo.isSilent(100);
        echo.speaks(400);
        echo.isSilent(200);
        assertTrue(echo.voicedMs().size() >= 20 && echo.voicedMs().size() <= 22,
                () -> "" + echo.voicedMs());
        assertEquals(List.of(), echo.ears);
    }

    @Test
    void surelyInterruptedAgentFallsSilentSooner() {
        caller.starts();
        caller.isSilent(200);
        agentSpeaks(FIRST, 250);
        caller.isSilent(400);
        caller.turns.interruption = 0.97f;
        long onsetMs = rehearsal.nowMs();
        caller.speaks(500);
        long heldMs = caller.events(Held.class).getFirst().atNs() / MS;
        long cutMs = caller.events(Cut.class).getFirst().atNs() / MS;
        assertTrue(heldMs - onsetMs <= 200, "held after " + (heldMs - onsetMs));
        assertTrue(cutMs - onsetMs <= 360, "cut after " + (cutMs - onsetMs));
    }

    @Test
    void noiseLeavesTheAgentSpeaking() {
        caller.starts();
        caller.isSilent(200);
        agentSpeaks(FIRST, 250);
        caller.isSilent(400);
        caller.turns.noise = 0.9f;
        caller.speaks(1_500);
        assertEquals(1, caller.events(Ducked.class).size());
        assertEquals(0, caller.events(Held.class).size());
        assertEquals(0, caller.events(Cut.class).size());
    }

    @Test
    void turnDetectorHearsEveryFrame() {
        caller.starts();
        caller.isSilent(500);
        caller.speaks(500);
        assertEquals(rehearsal.snapshot().heard(), caller.turns.frames);
    }

    @Test
    void nothingIsReportedAfterTheEnd() {
        caller.starts();
        agentSpeaks(FIRST, 100);
        caller.isSilent(200);
        caller.speaks(100);
        caller.sendTone();
        caller.session.close();
        int events = caller.events.size();
        int sent = caller.port.sent.size();
        rehearsal.pass(500);
        assertEquals(events, caller.events.size());
        assertEquals(sent, caller.port.sent.size());
        assertTrue(caller.port.isClosed);
        assertTrue(caller.isClosed);
        assertTrue(caller.turns.isClosed);
        assertEquals(Offer.CUT, caller.session.playout().end(FIRST));
        assertEquals(1, rehearsal.snapshot().departed());
    }

    @Test
    void framesOfADepartedCallerReachNobodyElse() {
        caller.starts();
        caller.speaks(300);
        caller.sendTone();
        caller.session.close();
        var next = rehearsal.new Caller().starts();
        rehearsal.pass(200);
        next.isSilent(200);
        assertEquals(List.of(), next.ears);
        assertEquals(0, next.events(SpeechStarted.class).size());
    }

    @Test
    void fullLaneTakesNoMoreUntilSomebodyLeaves() {
        var second = rehearsal.new Caller();
        var refused = rehearsal.lane.open(Wire.Mode.CONVERSATION, second, second, Deaf.DETECTORS);
        assertTrue(refused.isEmpty());
        second.session.close();
        second.session.close();
        assertEquals(1, rehearsal.lane.seatsTaken());
        assertFalse(rehearsal.lane.open(Wire.Mode.CONVERSATION, second, second, Deaf.DETECTORS)
                .isEmpty());
    }

    @Test
    void earsThatFailEndTheirCallAndNoOther() {
        var other = rehearsal.new Caller().starts();
        caller.starts();
        caller.isSilent(100);
        caller.sounds.clear();
        caller.failing = true;
        caller.speaks(200);
        assertEquals(1, caller.events(MediaEvent.MediaBroken.class).size());
        other.speaks(200);
        assertEquals(List.of("starts"), other.ears);
        assertEquals(1, rehearsal.lane.seatsTaken());
    }

    @Test
    void packetsWithoutTheKeyAreToldOfAtMostOnceAMinute() {
        caller.startsSecured();
        caller.speaks(200);
        caller.speaks(58_000);
        assertEquals(1, caller.events(PacketsRefused.class).size());
        caller.speaks(3_000);
        var told = caller.events(PacketsRefused.class);
        assertEquals(2, told.size());
        assertTrue(told.getLast().forged() > 2_900, told::toString);
        assertEquals(List.of(), caller.ears);
    }

    @Test
    void everyFrameIsAccountedFor() {
        var other = rehearsal.new Caller(Wire.Mode.ECHO).starts();
        caller.starts();
        for (int i = 0; i < 5; i++) {
            caller.speaks(300);
            other.speaks(100);
            caller.isSilent(1_200);
        }
        caller.sendTone();
        caller.session.close();
        rehearsal.pass(100);
        var sum = rehearsal.snapshot();
        assertTrue(sum.received() > 400 && sum.fed() > 50 && sum.keptBack() > 50, sum::toString);
        assertEquals(sum.received(),
                sum.echoed() + sum.ringFull() + sum.heard() + sum.departed(), sum::toString);
        assertEquals(sum.heard(), sum.fed() + sum.keptBack() + sum.departedUnfed(),
                sum::toString);
    }
}
