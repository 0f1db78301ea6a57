package io.antiphon.asr.vad;

import io.antiphon.asr.model.Loaded;
import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.onnx.OnnxModel;
import io.antiphon.asr.onnx.OnnxShape;
import io.antiphon.audio.Pcm;
import io.antiphon.speech.VoiceDetector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A voice detection network with the inputs and outputs of Silero's fifth version: {@code input} (64 samples
 * that went before and 512 new ones at 16 kHz), {@code state}, and {@code sr} where it serves several rates.
 * Shared by all calls.
 */
public final class SileroModel implements AutoCloseable {

    static final int CONTEXT = 64;
    static final int WINDOW = 512;

    private static final String NAME = "vad";

    private final OnnxModel onnx;
    private final OnnxShape shape;

    private SileroModel(OnnxModel onnx, OnnxShape shape) {
        this.onnx = onnx;
        this.shape = shape;
    }

    /** Loads the model file and tries it. */
    public static Loaded<SileroModel> load(Path file) {
        return Loaded.of(NAME, () -> read(file));
    }

    private static SileroModel read(Path file) throws ModelFault {
        if (!Files.isRegularFile(file)) {
            throw ModelFault.refused("no voice detection model at " + file.toAbsolutePath());
        }
        var onnx = OnnxModel.open(file);
        try {
            checkNames(onnx);
            var shape = new OnnxShape(onnx, List.of(1L, (long) CONTEXT + WINDOW),
                    Map.of("sr", (long) Pcm.SAMPLE_RATE));
            if (shape.answerDimensions() != 2 || shape.answerSize(1) != 1) {
                throw onnx.fault("does not answer with one likelihood");
            }
            return new SileroModel(onnx, shape);
        } catch (ModelFault fault) {
            onnx.close();
            throw fault;
        }
    }

    private static void checkNames(OnnxModel onnx) throws ModelFault {
        var names = onnx.inputs().stream().map(OnnxModel.Port::name).toList();
        if (names.contains("h") && names.contains("c")) {
            throw onnx.fault("has the inputs of Silero's fourth version " + names
                    + ", expected those of the fifth: input, state, sr");
        }
        if (!names.contains("state") || !names.get(0).equals("input")) {
            throw onnx.fault("has the inputs " + names + ", expected input, state, sr");
        }
    }

    /** A detector for one call. */
    public VoiceDetector open() {
        return new SileroVoiceDetector(shape.open());
    }

    @Override
    public void close() {
        onnx.close();
    }
}
