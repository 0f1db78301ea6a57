package io.antiphon.media.playout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.antiphon.audio.Pcm;
import io.antiphon.speech.UtteranceId;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class PlayoutAllocationTest implements Progress {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Playout playout = new Playout(8);
    private final UtteranceId utterance = new UtteranceId(1);
    private final short[] pcm = new short[Pcm.FRAME_SAMPLES];

    @Test
    void framesPassWithoutGarbage() {
        pass(10_000);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            pass(10_000);
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        // The least of the rounds, because the virtual machine itself now and then allocates a few
        // bytes on our thread; garbage of our own making would show in every round.
        assertEquals(0, least);
    }

    private void pass(int frames) {
        for (int i = 0; i < frames; i++) {
            playout.manner((i & 64) == 0 ? Manner.PLAY : Manner.DUCKED);
            playout.offer(utterance, pcm);
            playout.poll(pcm, this);
        }
    }

    @Override
    public void started(int utterance) {}

    @Override
    public void ended(int utterance, long samplesHeard) {}

    @Override
    public void cut(int utterance, long samplesHeard) {}
}
