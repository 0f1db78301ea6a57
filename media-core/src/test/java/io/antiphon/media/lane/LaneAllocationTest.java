package io.antiphon.media.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.antiphon.audio.Pcm;
import io.antiphon.media.MediaEvent.SpeechStarted;
import io.antiphon.speech.UtteranceId;
import io.antiphon.testkit.Tone;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/**
 * From packet to ears and from playout to packet, without the socket. Time is turned by hand, because the
 * virtual clock makes an object for each timer.
 */
class LaneAllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final UtteranceId UTTERANCE = new UtteranceId(1);

    private final Rehearsal rehearsal = new Rehearsal(1);
    private final Rehearsal.Caller caller = rehearsal.new Caller();
    private final short[] tone = Tone.sine(500, 8_000, Pcm.FRAME_SAMPLES);

    @Test
    void callerWhoSpeaksMakesNoGarbage() {
        caller.starts();
        caller.keepsNothing();
        assertEquals(0, leastOf(caller::sendTone, false));
        assertEquals(1, caller.events(SpeechStarted.class).size());
        assertEquals(60_000, rehearsal.snapshot().heard());
    }

    @Test
    void agentWhoSpeaksMakesNoGarbage() {
        caller.starts();
        caller.keepsNothing();
        assertEquals(0, leastOf(caller::sendSilence, true));
    }

    private long leastOf(Runnable packet, boolean agentSpeaks) {
        var wire = rehearsal.lane.wires().getFirst();
        pass(10_000, wire, packet, agentSpeaks);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            pass(10_000, wire, packet, agentSpeaks);
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        // The least of the rounds, because the virtual machine itself now and then allocates a few
        // bytes on our thread; garbage of our own making would show in every round.
        return least;
    }

    private void pass(int frames, Wire wire, Runnable packet, boolean agentSpeaks) {
        for (int i = 0; i < frames; i++) {
            caller.port.aheadNs = wire.beat().dueNs();
            packet.run();
            if (agentSpeaks) {
                caller.session.playout().offer(UTTERANCE, tone);
            }
            rehearsal.crank();
            wire.beat().due(wire.beat().dueNs());
        }
    }
}
