package io.antiphon.bench;

import io.antiphon.audio.Pcm;
import io.antiphon.audio.Resampler;
import io.antiphon.media.codec.AudioDecoder;
import io.antiphon.media.codec.AudioEncoder;
import io.antiphon.media.codec.Codec;
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
 * What 20 ms of telephone sound cost at the door, each way.
 *
 * <p>Question: what do tables, the filter between 8 and 16 kHz and the memory for lost packets add up to?
 * Baseline: the arithmetic of ITU-T G.711 over the same 160 samples and nothing else, {@link #arithmeticDecode}
 * and {@link #arithmeticEncode}; the filter alone is {@link #filterUp} and {@link #filterDown}. Budget: 2 µs
 * each way, 0 B/op.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {ServerJvm.COLLECTOR, ServerJvm.HEADERS, ServerJvm.HEAP,
        ServerJvm.HEAP_AT_ONCE, ServerJvm.NATIVE, ServerJvm.UNSAFE})
public class G711Bench {

    private static final int NARROW = AudioEncoder.FRAME_BYTES;
    private static final int BIAS = 132;
    private static final int LOUDEST = Short.MAX_VALUE - BIAS;

    private final byte[][] payloads = Packets.payloads();
    private final short[][] frames = Packets.frames();
    private final AudioDecoder decoder = new AudioDecoder(Codec.PCMU);
    private final AudioEncoder encoder = new AudioEncoder(Codec.PCMU);
    private final Resampler up = new Resampler(Codec.CLOCK_RATE, Pcm.SAMPLE_RATE, NARROW);
    private final Resampler down = new Resampler(Pcm.SAMPLE_RATE, Codec.CLOCK_RATE,
            Pcm.FRAME_SAMPLES);
    private final short[] samples = new short[AudioDecoder.mostSamples()];
    private final byte[] bytes = new byte[NARROW];
    private int next;

    @Benchmark
    public int decode() {
        return decoder.decode(payloads[next++ & Packets.MASK], NARROW, samples);
    }

    @Benchmark
    public byte[] encode() {
        encoder.encode(frames[next++ & Packets.MASK], bytes, 0);
        return bytes;
    }

    @Benchmark
    public int filterUp() {
        return up.resample(frames[next++ & Packets.MASK], 0, NARROW, samples);
    }

    @Benchmark
    public int filterDown() {
        return down.resample(frames[next++ & Packets.MASK], 0, Pcm.FRAME_SAMPLES, samples);
    }

    @Benchmark
    public short[] arithmeticDecode() {
        var payload = payloads[next++ & Packets.MASK];
        for (int i = 0; i < NARROW; i++) {
            int bits = ~payload[i];
            int magnitude = ((((bits & 0x0f) << 3) + BIAS) << ((bits >> 4) & 7)) - BIAS;
            samples[i] = (short) ((bits & 0x80) == 0 ? magnitude : -magnitude);
        }
        return samples;
    }

    @Benchmark
    public byte[] arithmeticEncode() {
        var frame = frames[next++ & Packets.MASK];
        for (int i = 0; i < NARROW; i++) {
            int sign = frame[i] < 0 ? 0x80 : 0;
            int biased = Math.min(Math.abs(frame[i]), LOUDEST) + BIAS;
            int segment = 24 - Integer.numberOfLeadingZeros(biased);
            bytes[i] = (byte) ~(sign | (segment << 4) | ((biased >> (segment + 3)) & 0x0f));
        }
        return bytes;
    }
}
