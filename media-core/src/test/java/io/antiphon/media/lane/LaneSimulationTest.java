package io.antiphon.media.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.audio.Pcm;
import io.antiphon.media.MediaEvent;
import io.antiphon.media.MediaEvent.Cut;
import io.antiphon.media.MediaEvent.Interrupted;
import io.antiphon.media.MediaEvent.UtteranceEnded;
import io.antiphon.media.MediaEvent.UtteranceStarted;
import io.antiphon.media.floor.Evidence;
import io.antiphon.media.floor.Interruption;
import io.antiphon.speech.UtteranceId;
import io.antiphon.testkit.Tone;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Calls in which anything may happen at any time, on a network that loses packets. */
class LaneSimulationTest {

    private static final long MS = Rehearsal.MS;

    @Test
    void whatMayNeverHappenDoesNot() {
        for (long seed = 0; seed < 12; seed++) {
            new Scene(seed).play();
        }
    }

    private static final class Scene {

        private final String name;
        private final Random random;
        private final Rehearsal rehearsal = new Rehearsal(1);
        private final Rehearsal.Caller caller = rehearsal.new Caller();
        private final short[] tone = Tone.sine(500, 8_000, Pcm.FRAME_SAMPLES);
        private final Map<Integer, Integer> offered = new HashMap<>();
        private boolean isSpeaking;
        private boolean isOnHold;

        Scene(long seed) {
            name = "seed " + seed;
            random = new Random(seed);
        }

        void play() {
            caller.starts();
            for (int frame = 0; frame < 1_500; frame++) {
                if (random.nextInt(25) == 0) {
                    isSpeaking = !isSpeaking;
                }
                if (isOnHold || random.nextInt(20) == 0) {
                    rehearsal.pass(20);
                } else if (isSpeaking) {
                    caller.speaks(20);
                } else {
                    caller.isSilent(20);
                }
                somethingHappens();
            }
            caller.session.update(caller.spec(true, true));
            caller.isSilent(6_000);
            packetsFollowEachOther();
            nothingIsHeardAfterACut();
            everyUtteranceEndsOnce();
            everyFrameIsCounted();
        }

        private void somethingHappens() {
            switch (random.nextInt(80)) {
                case 0 -> agentSpeaks();
                case 1 -> caller.answerToPauses = new Evidence(0, random.nextInt(4),
                        random.nextBoolean(), false, random.nextDouble(), random.nextBoolean());
                case 2 -> caller.presses(random.nextInt(12));
                case 3 -> caller.session.cut(new UtteranceId(offered.size()));
                case 4 -> {
                    isOnHold = random.nextBoolean();
                    caller.session.update(caller.spec(!isOnHold, !isOnHold));
                }
                case 5 -> caller.session.sendDigit('7', 100);
                default -> {
                }
            }
        }

        private void agentSpeaks() {
            int frames = 1 + random.nextInt(100);
            var playout = caller.session.playout();
            if (playout.room() < frames + 1) {
                return;
            }
            var utterance = new UtteranceId(offered.size() + 1);
            var all = Interruption.values();
            caller.session.agentStarts(utterance, all[random.nextInt(all.length)]);
            for (int i = 0; i < frames; i++) {
                playout.offer(utterance, tone);
            }
            playout.end(utterance);
            offered.put(utterance.number(), frames);
        }

        private void packetsFollowEachOther() {
            var sent = caller.port.sent;
            for (int i = 1; i < sent.size(); i++) {
                var before = sent.get(i - 1);
                var packet = sent.get(i);
                assertEquals(before.sequence() + 1 & 0xffff, packet.sequence(), name);
                boolean isKey = (packet.packet().get(1) & 0x7f) == 101;
                boolean wasKey = (before.packet().get(1) & 0x7f) == 101;
                if (!isKey && !wasKey) {
                    long elapsedMs = (packet.atNs() - before.atNs()) / MS;
                    assertEquals(elapsedMs * 8, packet.timestamp() - before.timestamp(), name);
                }
            }
        }

        private void nothingIsHeardAfterACut() {
            var voiced = caller.port.sent.stream()
                    .filter(sent -> (sent.packet().get(1) & 0x7f) == 0)
                    .filter(sent -> caller.peak(sent) > 100)
                    .map(SimPort.Sent::atNs)
                    .toList();
            var starts = caller.events(UtteranceStarted.class);
            for (var cut : caller.events(Cut.class)) {
                long until = starts.stream()
                        .mapToLong(MediaEvent::atNs)
                        .filter(atNs -> atNs > cut.atNs())
                        .min()
                        .orElse(Long.MAX_VALUE);
                assertTrue(voiced.stream()
                        .noneMatch(atNs -> atNs > cut.atNs() + 40 * MS && atNs < until),
                        () -> name + ": heard after " + cut);
            }
        }

        private void everyUtteranceEndsOnce() {
            var heard = new HashMap<Integer, Long>();
            for (var ended : caller.events(UtteranceEnded.class)) {
                int number = ended.utterance().number();
                assertEquals(null, heard.put(number, ended.samplesHeard()), name);
                assertEquals(offered.getOrDefault(number, 0) * (long) Pcm.FRAME_SAMPLES,
                        ended.samplesHeard(), name);
            }
            for (var cut : caller.events(Interrupted.class)) {
                int number = cut.utterance().number();
                assertEquals(null, heard.put(number, cut.samplesHeard()), name);
                assertTrue(cut.samplesHeard() <= offered.getOrDefault(number, 0)
                        * (long) Pcm.FRAME_SAMPLES, name);
            }
            for (var started : caller.events(UtteranceStarted.class)) {
                assertTrue(heard.containsKey(started.utterance().number()), name + started);
            }
        }

        private void everyFrameIsCounted() {
            var sum = rehearsal.snapshot();
            assertTrue(sum.received() > 1_000, name);
            assertEquals(sum.received(),
                    sum.echoed() + sum.ringFull() + sum.heard() + sum.departed(), name);
            assertEquals(sum.heard(), sum.fed() + sum.keptBack() + sum.departedUnfed(), name);
            assertEquals(0, sum.broken(), name);
        }
    }
}
