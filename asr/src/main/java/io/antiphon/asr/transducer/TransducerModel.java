package io.antiphon.asr.transducer;

import io.antiphon.asr.language.Symbols;
import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.model.ModelFiles;
import io.antiphon.asr.onnx.OnnxModel;
import io.antiphon.asr.streaming.Feeding;
import java.nio.file.Path;
import java.util.List;

/**
 * The directory of a model, read and found sound. Immutable, shared by all streams.
 *
 * @param feeding how the encoder is fed
 */
record TransducerModel(OnnxModel encoder, Feeding feeding, Networks networks, Symbols symbols)
        implements
            AutoCloseable {

    static final String TOKENS = "tokens.txt";

    private static final String KIND = "model_type";
    private static final List<String> KINDS = List.of("zipformer", "zipformer2");

    /**
     * A transducer names a piece some time after it was heard, however short the encoder's step; icefall decodes
     * with about so much silence behind the sound.
     */
    private static final int LEAST_LOOK_AHEAD = 32;

    static TransducerModel read(ModelFiles files) throws ModelFault {
        files.check();
        var encoderFile = graph(files, "encoder");
        var decoderFile = graph(files, "decoder");
        var joinerFile = graph(files, "joiner");
        var symbols = Symbols.read(files, TOKENS);
        var encoder = OnnxModel.open(encoderFile);
        try {
            var feeding = feeding(encoder);
            var networks = Networks.open(decoderFile, joinerFile, feeding.shape().answerSize(2),
                    symbols);
            return new TransducerModel(encoder, feeding, networks, symbols);
        } catch (ModelFault fault) {
            encoder.close();
            throw fault;
        }
    }

    /** Exports often come as they were trained, and in whole numbers, which are faster. */
    private static Path graph(ModelFiles files, String part) throws ModelFault {
        var all = files.named(part, ".onnx");
        var whole = all.stream().filter(name -> name.contains(".int8.")).toList();
        var fit = whole.isEmpty() ? all : whole;
        if (fit.isEmpty()) {
            throw ModelFault.refused("the model needs a file " + part + "*.onnx in "
                    + files.directory() + ", which is missing; a transducer is encoder*.onnx,"
                    + " decoder*.onnx, joiner*.onnx and " + TOKENS);
        }
        if (fit.size() > 1) {
            throw ModelFault.refused(files.directory() + " holds " + fit.size() + " files "
                    + part + "*.onnx, " + String.join(" and ", fit)
                    + "; move all but one away, and leave those of one export together");
        }
        return files.need(fit.getFirst());
    }

    private static Feeding feeding(OnnxModel encoder) throws ModelFault {
        var kind = encoder.about(KIND);
        if (kind.isPresent() && !KINDS.contains(kind.get().strip())) {
            throw encoder.fault("has metadata '" + KIND + "' = '" + kind.get()
                    + "', expected one of " + KINDS + "; other transducers are not supported");
        }
        if (encoder.about("T").isEmpty()) {
            throw encoder.fault("has no metadata 'T', expected the frames of a step; take the"
                    + " export of a streaming zipformer, this one is not");
        }
        var feeding = Feeding.features(encoder, LEAST_LOOK_AHEAD);
        if (feeding.shape().answerDimensions() != 3) {
            throw encoder.fault("answers in " + feeding.shape().answerDimensions()
                    + " dimensions, expected [1, frames, width]");
        }
        return feeding;
    }

    /** What reads the encoder's answers in one stream. */
    TransducerSearch search() {
        return new TransducerSearch(networks.open(), symbols, feeding.timing());
    }

    @Override
    public void close() {
        encoder.close();
        networks.close();
    }
}
