package io.antiphon.asr.vad;

import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.onnx.OnnxStream;
import io.antiphon.speech.VoiceDetector;
import java.util.Arrays;
import java.util.Optional;

/**
 * Asks the network about every 32 ms of one call. Between two answers the last one holds.
 *
 * <p>Should the network fail, loudness decides for the rest of the call: a worse judge, but a call with deaf
 * ears is worse still.
 */
final class SileroVoiceDetector implements VoiceDetector {

    private static final int CONTEXT = SileroModel.CONTEXT;
    private static final int INPUT = CONTEXT + SileroModel.WINDOW;

    private final OnnxStream network;
    private final float[] samples = new float[INPUT];
    private int filled = CONTEXT;
    private float likelihood;
    private Optional<VoiceDetector> substitute = Optional.empty();

    SileroVoiceDetector(OnnxStream network) {
        this.network = network;
    }

    @Override
    public float likelihood(short[] pcm) {
        if (substitute.isPresent()) {
            return substitute.get().likelihood(pcm);
        }
        for (short sample : pcm) {
            samples[filled++] = sample / 32_768f;
            if (filled == INPUT) {
                judge();
            }
        }
        return likelihood;
    }

    private void judge() {
        network.input().put(0, samples);
        try {
            network.step();
            likelihood = Math.clamp(network.answer().get(0), 0f, 1f);
        } catch (ModelFault fault) {
            substitute = Optional.of(new EnergyVoiceDetector());
        }
        System.arraycopy(samples, INPUT - CONTEXT, samples, 0, CONTEXT);
        filled = CONTEXT;
    }

    @Override
    public void reset() {
        network.reset();
        Arrays.fill(samples, 0);
        filled = CONTEXT;
        likelihood = 0;
        substitute = Optional.empty();
    }

    @Override
    public void close() {
        network.close();
    }
}
