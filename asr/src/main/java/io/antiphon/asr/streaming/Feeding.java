package io.antiphon.asr.streaming;

import io.antiphon.asr.decode.Timing;
import io.antiphon.asr.features.LogMel;
import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.onnx.OnnxModel;
import io.antiphon.asr.onnx.OnnxShape;
import io.antiphon.audio.Pcm;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How a network is fed, by what its metadata says. Immutable, shared by all streams.
 *
 * @param fronts makes what feeds the network in one stream
 * @param leadIn how many of an utterance's first frames tell of a time before it
 * @param timing where the network's frames lie
 */
public record Feeding(OnnxShape shape, Supplier<Front> fronts, int leadIn, Timing timing) {

    private static final String STEP_MS = "frame_length_ms";
    private static final String LOOK_AHEAD_MS = "look_ahead_ms";
    private static final String LOOK_AHEAD_FRAMES = "look_ahead_frames";
    private static final String RATE = "sample_rate";
    private static final String FEATURES = "kaldi-fbank-80";
    private static final int MOST_STEP_MS = 5_000;
    private static final int SAMPLES_PER_MS = SampleFront.SAMPLE_RATE / 1_000;

    /** Whether the network says that it takes plain samples. */
    public static boolean takesSamples(OnnxModel onnx) {
        return onnx.about(STEP_MS).isPresent();
    }

    /** The container of T-one: samples at 8 kHz go in, memory is one vector. */
    public static Feeding samples(OnnxModel onnx) throws ModelFault {
        int stepMs = onnx.number(STEP_MS);
        if (stepMs > MOST_STEP_MS) {
            throw onnx.fault("has metadata '" + STEP_MS + "' = " + stepMs + ", expected "
                    + MOST_STEP_MS + " at most");
        }
        expect(onnx, RATE, Integer.toString(SampleFront.SAMPLE_RATE));
        if (onnx.inputs().size() != 2) {
            throw onnx.fault("has the inputs " + onnx.inputs() + ", expected samples and a state");
        }
        // T-one itself says nothing of this; it is made to be flushed with one step of silence.
        boolean known = onnx.about(LOOK_AHEAD_MS).isPresent();
        int lookAheadMs = known ? wholeNumber(onnx, LOOK_AHEAD_MS) : stepMs;
        int step = stepMs * SAMPLES_PER_MS;
        var shape = OnnxShape.ofSamples(onnx, List.of(1L, (long) step, 1L));
        int perFrame = (int) Pcm.msToSamples(stepMs) / frames(shape);
        int late = known ? (int) Pcm.msToSamples(lookAheadMs) : 0;
        return new Feeding(shape, () -> new SampleFront(step, lookAheadMs * SAMPLES_PER_MS),
                late / perFrame, new Timing(perFrame, late % perFrame));
    }

    private static int wholeNumber(OnnxModel onnx, String key) throws ModelFault {
        return onnx.about(key).filter(text -> text.strip().equals("0")).isPresent()
                ? 0
                : onnx.number(key);
    }

    /**
     * The container of icefall: features go in.
     *
     * @param leastLookAhead how many frames of quiet it takes, at the least, until a network that says nothing of
     *            this has named all that it heard; one step does in any case
     */
    public static Feeding features(OnnxModel onnx, int leastLookAhead) throws ModelFault {
        int step = onnx.number("T");
        int advance = onnx.number("decode_chunk_len");
        if (advance > step || step > 10_000) {
            throw onnx.fault("has metadata T = " + step + " and decode_chunk_len = " + advance
                    + ", expected decode_chunk_len <= T <= 10000");
        }
        // Exports of icefall say neither of these; they are made for this rate and these features.
        expect(onnx, RATE, Integer.toString(Pcm.SAMPLE_RATE));
        expect(onnx, "feature", FEATURES);
        boolean known = onnx.about(LOOK_AHEAD_FRAMES).isPresent();
        int lookAhead = known
                ? onnx.number(LOOK_AHEAD_FRAMES)
                : Math.max(leastLookAhead, advance);
        var shape = new OnnxShape(onnx, List.of(1L, (long) step, (long) LogMel.BINS), Map.of());
        int perFrame = advance * LogMel.SHIFT / frames(shape);
        return new Feeding(shape, () -> new FeatureFront(step, advance, lookAhead),
                0, new Timing(perFrame, known ? lookAhead * LogMel.SHIFT : 0));
    }

    private static int frames(OnnxShape shape) {
        return shape.answerDimensions() == 3 ? Math.max(1, shape.answerSize(1)) : 1;
    }

    private static void expect(OnnxModel onnx, String key, String value) throws ModelFault {
        var found = onnx.about(key);
        if (found.isPresent() && !found.get().strip().equals(value)) {
            throw onnx.fault("has metadata '" + key + "' = '" + found.get() + "', expected '"
                    + value + "'; take an export of the model that is made for it");
        }
    }
}
