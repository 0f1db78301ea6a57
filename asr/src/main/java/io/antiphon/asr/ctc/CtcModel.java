package io.antiphon.asr.ctc;

import io.antiphon.asr.decode.BeamSearch;
import io.antiphon.asr.decode.CtcSettings;
import io.antiphon.asr.decode.Decoder;
import io.antiphon.asr.decode.GreedyDecoder;
import io.antiphon.asr.decode.Vocabulary;
import io.antiphon.asr.language.LexiconReader;
import io.antiphon.asr.language.Symbols;
import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.model.ModelFiles;
import io.antiphon.asr.onnx.OnnxModel;
import io.antiphon.asr.onnx.OnnxShape;
import io.antiphon.asr.streaming.Feeding;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The directory of a model, read and found sound.
 *
 * @param feeding how the network is fed
 * @param decoders makes what reads its answers in one stream
 */
record CtcModel(OnnxModel onnx, Feeding feeding, Supplier<Decoder> decoders) {

    static final String GRAPH = "model.onnx";
    static final String TOKENS = "tokens.txt";

    /** Reads a directory; without settings those for its kind of units apply. */
    static CtcModel read(ModelFiles files, Optional<CtcSettings> settings) throws ModelFault {
        var graph = files.need(GRAPH);
        var symbols = Symbols.read(files, TOKENS);
        var vocabulary = files.has(LexiconReader.SOUNDS) || files.has(LexiconReader.SPELLED)
                ? Optional.of(Vocabulary.read(files, symbols))
                : Optional.<Vocabulary>empty();
        var onnx = OnnxModel.open(graph);
        try {
            var feeding = Feeding.takesSamples(onnx)
                    ? Feeding.samples(onnx)
                    : Feeding.features(onnx, 0);
            checkAnswer(feeding.shape(), onnx, symbols);
            var timing = feeding.timing();
            var chosen = settings.orElse(
                    symbols.mark() < 0 ? CtcSettings.SOUNDS : CtcSettings.LETTERS);
            return new CtcModel(onnx, feeding,
                    () -> vocabulary.isPresent()
                            ? new BeamSearch(vocabulary.get(), chosen, timing)
                            : new GreedyDecoder(symbols, timing));
        } catch (ModelFault fault) {
            onnx.close();
            throw fault;
        }
    }

    private static void checkAnswer(OnnxShape shape, OnnxModel onnx, Symbols symbols)
            throws ModelFault {
        if (shape.answerDimensions() != 3 || shape.answerSize(2) != symbols.size()) {
            throw onnx.fault("does not answer [1, frames, " + symbols.size() + "], one "
                    + "log-probability for each symbol of " + TOKENS);
        }
    }
}
