package io.antiphon.bench;

import io.antiphon.asr.model.Loaded;
import io.antiphon.asr.vad.EnergyVoiceDetector;
import io.antiphon.asr.vad.SileroModel;
import io.antiphon.speech.VoiceDetector;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to judge whether somebody speaks, for each frame of 20 ms.
 *
 * <p>Question: how many calls can one hearing thread listen to with the network, and what does it leave behind
 * for the collector? The network is asked every 32 ms, that is five times in eight frames; the figure is per
 * frame. Baseline: {@link #energy}, the judge by loudness. Budget: 60 µs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {ServerJvm.COLLECTOR, ServerJvm.HEADERS, ServerJvm.HEAP,
        ServerJvm.HEAP_AT_ONCE, ServerJvm.NATIVE, ServerJvm.UNSAFE})
public class VadFrameBench {

    private final short[][] frames = Packets.frames();
    private final VoiceDetector byEnergy = new EnergyVoiceDetector();
    private int next;

    /** The model of this installation. */
    @State(Scope.Thread)
    public static class Network {

        private final SileroModel model = load();
        private final VoiceDetector detector = model.open();

        private static SileroModel load() {
            return switch (SileroModel.load(Shipped.models().resolve("vad/vad.onnx"))) {
                case Loaded.Ready<SileroModel>(var ready) -> ready;
                case Loaded.Refused<SileroModel>(var failure) ->
                    throw new IllegalStateException(failure.detail());
            };
        }

        @TearDown
        public void close() {
            detector.close();
            model.close();
        }
    }

    @Benchmark
    public float network(Network network) {
        return network.detector.likelihood(frames[next++ & Packets.MASK]);
    }

    @Benchmark
    public float energy() {
        return byEnergy.likelihood(frames[next++ & Packets.MASK]);
    }
}
