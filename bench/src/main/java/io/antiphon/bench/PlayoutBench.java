package io.antiphon.bench;

import io.antiphon.audio.Pcm;
import io.antiphon.media.playout.Manner;
import io.antiphon.media.playout.Playout;
import io.antiphon.media.playout.Progress;
import io.antiphon.speech.UtteranceId;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one frame of the agent's voice costs between synthesis and wire, without codec and socket.
 *
 * <p>Question: does a lane of many calls spend a noticeable part of its 20 ms here, and what does speaking
 * softly add? Baseline: {@link #copyTwice}, for the frame is copied in and out. Budget: 400 ns a frame, 0 B/op.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {ServerJvm.COLLECTOR, ServerJvm.HEADERS, ServerJvm.HEAP,
        ServerJvm.HEAP_AT_ONCE, ServerJvm.NATIVE, ServerJvm.UNSAFE})
public class PlayoutBench {

    private static final Progress UNHEARD = new Unheard();

    private final Playout playout = new Playout(512);
    private final UtteranceId utterance = new UtteranceId(1);
    private final short[][] frames = Packets.frames();
    private final short[] between = new short[Pcm.FRAME_SAMPLES];
    private final short[] pcm = new short[Pcm.FRAME_SAMPLES];
    private int next;

    private static final class Unheard implements Progress {
        @Override
        public void started(int utterance) {}

        @Override
        public void ended(int utterance, long samplesHeard) {}

        @Override
        public void cut(int utterance, long samplesHeard) {}
    }

    @Benchmark
    public short[] frame() {
        return through();
    }

    /** Every second frame begins to be softer or louder. */
    @Benchmark
    public short[] fadingFrame() {
        playout.manner((next & 2) == 0 ? Manner.DUCKED : Manner.PLAY);
        return through();
    }

    private short[] through() {
        var answer = playout.offer(utterance, frames[next++ & Packets.MASK]);
        boolean heard = playout.poll(pcm, UNHEARD);
        if (answer != Playout.Offer.TAKEN || !heard) {
            throw new IllegalStateException(answer + ", heard: " + heard);
        }
        return pcm;
    }

    @Benchmark
    public short[] copyTwice() {
        System.arraycopy(frames[next++ & Packets.MASK], 0, between, 0, Pcm.FRAME_SAMPLES);
        System.arraycopy(between, 0, pcm, 0, Pcm.FRAME_SAMPLES);
        return pcm;
    }
}
