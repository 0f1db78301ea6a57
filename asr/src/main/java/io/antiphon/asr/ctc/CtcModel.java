package io.antiphon.asr.ctc;

import io.antiphon.asr.features.LogMel;
import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.model.ModelFiles;
import io.antiphon.asr.onnx.OnnxModel;
import io.antiphon.asr.onnx.OnnxShape;
import io.antiphon.audio.Pcm;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The directory of a model, read and found sound.
 *
 * @param step frames that a step sees
 * @param advance frames by which a step moves on
 * @param lookAhead frames of quiet after which the network has named all that it heard
 * @param vocabulary absent where the model comes without a lexicon
 */
record CtcModel(OnnxModel onnx, OnnxShape shape, int step, int advance, int lookAhead,
        Timing timing, Symbols symbols, Optional<Vocabulary> vocabulary) {

    static final String GRAPH = "model.onnx";
    static final String TOKENS = "tokens.txt";
    static final String WORDS = "words.txt";
    static final String BIGRAM = "bigram.arpa";

    static CtcModel read(ModelFiles files) throws ModelFault {
        var graph = files.need(GRAPH);
        var symbols = Symbols.read(files, TOKENS);
        var vocabulary = vocabulary(files, symbols);
        var onnx = OnnxModel.open(graph);
        try {
            return checked(onnx, symbols, vocabulary);
        } catch (ModelFault fault) {
            onnx.close();
            throw fault;
        }
    }

    private static Optional<Vocabulary> vocabulary(ModelFiles files, Symbols symbols)
            throws ModelFault {
        if (!files.has(WORDS)) {
            return Optional.empty();
        }
        if (symbols.mark() < 0) {
            throw ModelFault.refused(files.directory().resolve(WORDS) + " needs a model of "
                    + "letters, but " + TOKENS + " has no mark between words ("
                    + Symbols.MARK + ")");
        }
        var lexicon = Lexicon.read(files, WORDS, symbols);
        var bigram = files.has(BIGRAM)
                ? Bigram.read(files, BIGRAM, lexicon)
                : Bigram.even(lexicon.size());
        return Optional.of(new Vocabulary(symbols, lexicon, bigram));
    }

    private static CtcModel checked(OnnxModel onnx, Symbols symbols,
            Optional<Vocabulary> vocabulary) throws ModelFault {
        int step = onnx.number("T");
        int advance = onnx.number("decode_chunk_len");
        if (advance > step || step > 10_000) {
            throw onnx.fault("has metadata T = " + step + " and decode_chunk_len = " + advance
                    + ", expected decode_chunk_len <= T <= 10000");
        }
        // Exports of icefall say neither of these; they are made for this rate and these features.
        expect(onnx, "sample_rate", Integer.toString(Pcm.SAMPLE_RATE));
        expect(onnx, "feature", "kaldi-fbank-80");
        int lookAhead = onnx.about("look_ahead_frames").isPresent()
                ? onnx.number("look_ahead_frames")
                : advance;
        var shape = new OnnxShape(onnx, List.of(1L, (long) step, (long) LogMel.BINS), Map.of());
        if (shape.answerDimensions() != 3 || shape.answerSize(2) != symbols.size()) {
            throw onnx.fault("does not answer [1, frames, " + symbols.size() + "], one "
                    + "log-probability for each symbol of " + TOKENS);
        }
        int perFrame = advance * LogMel.SHIFT / Math.max(1, shape.answerSize(1));
        int late = onnx.about("look_ahead_frames").isPresent() ? lookAhead * LogMel.SHIFT : 0;
        return new CtcModel(onnx, shape, step, advance, lookAhead, new Timing(perFrame, late),
                symbols, vocabulary);
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

    Decoder decoder(CtcSettings settings) {
        return vocabulary.isPresent()
                ? new BeamSearch(vocabulary.get(), settings, timing)
                : new GreedyDecoder(symbols, timing);
    }
}
