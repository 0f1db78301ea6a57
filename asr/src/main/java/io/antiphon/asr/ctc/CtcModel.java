package io.antiphon.asr.ctc;

import io.antiphon.asr.decode.BeamSearch;
import io.antiphon.asr.decode.CtcSettings;
import io.antiphon.asr.decode.Decoder;
import io.antiphon.asr.decode.GreedyDecoder;
import io.antiphon.asr.decode.Timing;
import io.antiphon.asr.decode.Vocabulary;
import io.antiphon.asr.features.LogMel;
import io.antiphon.asr.language.LexiconReader;
import io.antiphon.asr.language.Symbols;
import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.model.ModelFiles;
import io.antiphon.asr.onnx.OnnxModel;
import io.antiphon.asr.onnx.OnnxShape;
import io.antiphon.asr.onnx.OnnxStream;
import io.antiphon.audio.Pcm;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The directory of a model, read and found sound.
 *
 * @param leadIn how many of an utterance's first frames tell of a time before it
 * @param fronts makes what feeds the network in one stream
 * @param decoders makes what reads its answers in one stream
 */
record CtcModel(OnnxModel onnx, OnnxShape shape, int leadIn, Supplier<Front> fronts,
        Supplier<Decoder> decoders) {

    static final String GRAPH = "model.onnx";
    static final String TOKENS = "tokens.txt";

    private static final String STEP_MS = "frame_length_ms";
    private static final String LOOK_AHEAD_MS = "look_ahead_ms";
    private static final String LOOK_AHEAD_FRAMES = "look_ahead_frames";
    private static final String RATE = "sample_rate";
    private static final int MOST_STEP_MS = 5_000;
    private static final int SAMPLES_PER_MS = SampleFront.SAMPLE_RATE / 1_000;

    /** How the network is fed. */
    private record Feeding(OnnxShape shape, Supplier<Front> fronts, int leadIn, Timing timing) {}

    /** Reads a directory; without settings those for its kind of units apply. */
    static CtcModel read(ModelFiles files, Optional<CtcSettings> settings) throws ModelFault {
        var graph = files.need(GRAPH);
        var symbols = Symbols.read(files, TOKENS);
        var vocabulary = files.has(LexiconReader.SOUNDS) || files.has(LexiconReader.SPELLED)
                ? Optional.of(Vocabulary.read(files, symbols))
                : Optional.<Vocabulary>empty();
        var onnx = OnnxModel.open(graph);
        try {
            var feeding = onnx.about(STEP_MS).isPresent() ? samples(onnx) : features(onnx);
            checkAnswer(feeding.shape(), onnx, symbols);
            var timing = feeding.timing();
            var chosen = settings.orElse(
                    symbols.mark() < 0 ? CtcSettings.SOUNDS : CtcSettings.LETTERS);
            return new CtcModel(onnx, feeding.shape(), feeding.leadIn(), feeding.fronts(),
                    () -> vocabulary.isPresent()
                            ? new BeamSearch(vocabulary.get(), chosen, timing)
                            : new GreedyDecoder(symbols, timing));
        } catch (ModelFault fault) {
            onnx.close();
            throw fault;
        }
    }

    /** The container of T-one: samples at 8 kHz go in, memory is one vector. */
    private static Feeding samples(OnnxModel onnx) throws ModelFault {
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

    /** The container of icefall: features go in. */
    private static Feeding features(OnnxModel onnx) throws ModelFault {
        int step = onnx.number("T");
        int advance = onnx.number("decode_chunk_len");
        if (advance > step || step > 10_000) {
            throw onnx.fault("has metadata T = " + step + " and decode_chunk_len = " + advance
                    + ", expected decode_chunk_len <= T <= 10000");
        }
        // Exports of icefall say neither of these; they are made for this rate and these features.
        expect(onnx, RATE, Integer.toString(Pcm.SAMPLE_RATE));
        expect(onnx, "feature", "kaldi-fbank-80");
        boolean known = onnx.about(LOOK_AHEAD_FRAMES).isPresent();
        int lookAhead = known ? onnx.number(LOOK_AHEAD_FRAMES) : advance;
        var shape = new OnnxShape(onnx, List.of(1L, (long) step, (long) LogMel.BINS), Map.of());
        int perFrame = advance * LogMel.SHIFT / frames(shape);
        return new Feeding(shape, () -> new FeatureFront(step, advance, lookAhead),
                0, new Timing(perFrame, known ? lookAhead * LogMel.SHIFT : 0));
    }

    private static int frames(OnnxShape shape) {
        return shape.answerDimensions() == 3 ? Math.max(1, shape.answerSize(1)) : 1;
    }

    private static void checkAnswer(OnnxShape shape, OnnxModel onnx, Symbols symbols)
            throws ModelFault {
        if (shape.answerDimensions() != 3 || shape.answerSize(2) != symbols.size()) {
            throw onnx.fault("does not answer [1, frames, " + symbols.size() + "], one "
                    + "log-probability for each symbol of " + TOKENS);
        }
    }

    private static void expect(OnnxModel onnx, String key, String value) throws ModelFault {
        var found = onnx.about(key);
        if (found.isPresent() && !found.get().strip().equals(value)) {
            throw onnx.fault("has metadata '" + key + "' = '" + found.get() + "', expected '"
                    + value + "'");
        }
    }

    int framesPerStep() {
        return shape.answerSize(1);
    }

    /** What the network answered in its last step, without so many of the first frames. */
    FloatBuffer answer(OnnxStream network, int passed) {
        int symbols = shape.answerSize(2);
        return passed == 0
                ? network.answer()
                : network.answer()
                        .slice(passed * symbols, (framesPerStep() - passed) * symbols);
    }

    Front front() {
        return fronts.get();
    }

    Decoder decoder() {
        return decoders.get();
    }
}
