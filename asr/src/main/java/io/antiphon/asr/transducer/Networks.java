package io.antiphon.asr.transducer;

import io.antiphon.asr.language.Symbols;
import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.onnx.OnnxCall;
import io.antiphon.asr.onnx.OnnxFunction;
import io.antiphon.asr.onnx.OnnxModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The two networks behind the encoder: the decoder, which knows the last pieces, and the joiner, which says what
 * may come next in a frame. Immutable, shared by all streams.
 *
 * @param beginning the decoder's argument before the first piece
 */
record Networks(OnnxModel decoder, OnnxModel joiner, OnnxFunction telling, OnnxFunction joining,
        List<Long> beginning) implements AutoCloseable {

    /** What stands for no piece at all, where the decoder knows of it. */
    private static final long NOTHING = -1;

    private static final int MOST_CONTEXT = 16;

    /** Opens and tries both, for an encoder that answers in frames of this width. */
    static Networks open(Path decoderFile, Path joinerFile, int width, Symbols symbols)
            throws ModelFault {
        var decoder = OnnxModel.open(decoderFile);
        try {
            var telling = telling(decoder, symbols);
            var joiner = OnnxModel.open(joinerFile);
            try {
                return new Networks(decoder, joiner, telling,
                        joining(joiner, width, telling.answerSize(), symbols),
                        beginning(decoder, telling, symbols));
            } catch (ModelFault fault) {
                joiner.close();
                throw fault;
            }
        } catch (ModelFault fault) {
            decoder.close();
            throw fault;
        }
    }

    private static OnnxFunction telling(OnnxModel decoder, Symbols symbols) throws ModelFault {
        int context = decoder.number("context_size");
        int pieces = decoder.number("vocab_size");
        if (context > MOST_CONTEXT) {
            throw decoder.fault("has metadata 'context_size' = " + context + ", expected "
                    + MOST_CONTEXT + " at most");
        }
        if (pieces != symbols.size()) {
            throw decoder.fault("has metadata 'vocab_size' = " + pieces + ", but "
                    + TransducerModel.TOKENS + " has " + symbols.size()
                    + " symbols; take both from one export");
        }
        return OnnxFunction.ofNumbers(decoder, List.of(1L, (long) context));
    }

    private static OnnxFunction joining(OnnxModel joiner, int width, int told, Symbols symbols)
            throws ModelFault {
        var joining = OnnxFunction.ofFloats(joiner,
                List.of(List.of(1L, (long) width), List.of(1L, (long) told)));
        if (joining.answerSize() != symbols.size()) {
            throw joiner.fault("answers with " + joining.answerSize() + " numbers, expected "
                    + symbols.size() + ", one for each symbol of " + TransducerModel.TOKENS);
        }
        return joining;
    }

    /**
     * Before the first piece, a decoder is told blank, and before that -1 for nothing. But many exports take -1 for
     * the last of their symbols, as arrays in Python do, or fail on it; to them it is blank all along, as icefall
     * itself decodes with them.
     */
    private static List<Long> beginning(OnnxModel decoder, OnnxFunction telling, Symbols symbols)
            throws ModelFault {
        int before = decoder.number("context_size") - 1;
        var blank = beginning(before, symbols.blank(), symbols);
        var nothing = beginning(before, NOTHING, symbols);
        try (var call = telling.open()) {
            var toldNothing = told(call, nothing, telling.answerSize());
            var toldLast = told(call, beginning(before, symbols.size() - 1L, symbols),
                    telling.answerSize());
            return Arrays.equals(toldNothing, toldLast) ? blank : nothing;
        } catch (ModelFault _) {
            return blank;
        }
    }

    /** So many times one symbol, and then blank. */
    private static List<Long> beginning(int before, long symbol, Symbols symbols) {
        var beginning = new ArrayList<>(Collections.nCopies(before, symbol));
        beginning.add((long) symbols.blank());
        return List.copyOf(beginning);
    }

    private static float[] told(OnnxCall call, List<Long> pieces, int size) throws ModelFault {
        for (int i = 0; i < pieces.size(); i++) {
            call.numbers(0).put(i, pieces.get(i));
        }
        var told = new float[size];
        call.call().get(0, told);
        return told;
    }

    /** The networks as one stream calls them. */
    Joint open() {
        return new Joint(telling.open(), joining.open(), beginning);
    }

    @Override
    public void close() {
        decoder.close();
        joiner.close();
    }
}
