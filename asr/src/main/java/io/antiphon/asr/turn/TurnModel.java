package io.antiphon.asr.turn;

import io.antiphon.asr.model.Loaded;
import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.onnx.OnnxModel;
import io.antiphon.asr.onnx.OnnxShape;
import io.antiphon.audio.Pcm;
import io.antiphon.speech.TurnDetector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * A network that judges how a caller sounds, in one of two containers. Shared by all calls.
 *
 * <ul>
 * <li>Ours listens to a call in steps of 40 ms: {@code input} (192 samples that went before and 640 new ones at
 * 16 kHz), {@code state} and {@code sr}; it answers with four likelihoods: that the turn is over, and that the
 * present sound is an interruption, an acknowledgement or a noise.
 * <li>smart-turn's third version looks at the last eight seconds of a turn when the caller pauses:
 * {@code input_features} as Whisper has them; it answers with the likelihood that the turn is over. That takes
 * too long for the thread that hears, so an executor does it.
 * </ul>
 */
public final class TurnModel implements AutoCloseable {

    static final int CONTEXT = 192;
    static final int STEP = 640;
    static final int ANSWERS = 4;

    private static final String NAME = "turn";
    private static final List<String> OURS = List.of("input", "state", "sr");
    private static final List<String> SMART_TURN = List.of("input_features");

    private final OnnxModel onnx;
    private final OnnxShape shape;
    private final boolean looksBack;
    private final Executor worker;

    private TurnModel(OnnxModel onnx, OnnxShape shape, boolean looksBack, Executor worker) {
        this.onnx = onnx;
        this.shape = shape;
        this.looksBack = looksBack;
        this.worker = worker;
    }

    /**
     * Loads the model file and tries it.
     *
     * @param worker looks back at pauses, if the model is of that kind; may refuse when it has too much to do
     */
    public static Loaded<TurnModel> load(Path file, Executor worker) {
        return Loaded.of(NAME, () -> read(file, worker));
    }

    private static TurnModel read(Path file, Executor worker) throws ModelFault {
        if (!Files.isRegularFile(file)) {
            throw ModelFault.refused("no turn model at " + file.toAbsolutePath());
        }
        var onnx = OnnxModel.open(file);
        try {
            var names = onnx.inputs().stream().map(OnnxModel.Port::name).toList();
            if (names.equals(OURS)) {
                return new TurnModel(onnx, ours(onnx), false, worker);
            }
            if (names.equals(SMART_TURN)) {
                return new TurnModel(onnx, smartTurn(onnx), true, worker);
            }
            throw onnx.fault("has the inputs " + names + ", expected " + OURS + ", or "
                    + SMART_TURN + " as smart-turn has");
        } catch (ModelFault fault) {
            onnx.close();
            throw fault;
        }
    }

    private static OnnxShape ours(OnnxModel onnx) throws ModelFault {
        var shape = new OnnxShape(onnx, List.of(1L, (long) CONTEXT + STEP),
                Map.of("sr", (long) Pcm.SAMPLE_RATE));
        if (shape.answerDimensions() != 2 || shape.answerSize(1) != ANSWERS) {
            throw onnx.fault("does not answer with four likelihoods: the turn is over,"
                    + " interruption, acknowledgement, noise");
        }
        return shape;
    }

    private static OnnxShape smartTurn(OnnxModel onnx) throws ModelFault {
        var shape = new OnnxShape(onnx,
                List.of(1L, (long) WindowMel.BINS, (long) WindowMel.FRAMES), Map.of());
        if (shape.answerSize(shape.answerDimensions() - 1) != 1) {
            throw onnx.fault("does not answer with one likelihood");
        }
        return shape;
    }

    /** A detector for one call. */
    public TurnDetector open() {
        return looksBack
                ? new WindowTurnDetector(shape.open(), worker)
                : new OnnxTurnDetector(shape.open());
    }

    @Override
    public void close() {
        onnx.close();
    }
}
