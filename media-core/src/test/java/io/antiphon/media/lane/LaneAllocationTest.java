package io.antiphon.media.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.antiphon.audio.Pcm;
import io.antiphon.media.MediaEvent.SpeechStarted;
import io.antiphon.media.MediaEvent.UtteranceStarted;
import io.antiphon.media.floor.Interruption;
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
    void bothSpeakAtOnceWithoutGarbage() {
        caller.session.agentStarts(UTTERANCE, Interruption.NONE);
        caller.starts();
        caller.keepsNothing();
        var wire = rehearsal.lane.wires().getFirst();
        pass(10_000, wire);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            pass(10_000, wire);
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        // The least of the rounds, because the virtual machine itself now and then allocates a few
        // bytes on our thread; garbage of our own making would show in every round.
        assertEquals(0, least);
        assertEquals(1, caller.events(SpeechStarted.class).size());
        assertEquals(1, caller.events(UtteranceStarted.class).size());
        assertEquals(60_000, rehearsal.snapshot().heard());
    }

    private void pass(int frames, Wire wire) {
        for (int i = 0; i < frames; i++) {
            caller.port.aheadNs = wire.beat().dueNs();
            caller.sendTone();
            caller.session.playout().offer(UTTERANCE, tone);
            rehearsal.crank();
            wire.beat().due(wire.beat().dueNs());
        }
    }
}
