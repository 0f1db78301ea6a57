package io.antiphon.asr.turn;

import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.onnx.OnnxStream;
import io.antiphon.speech.TurnDetector;
import java.util.Arrays;

/**
 * Asks the network about every 40 ms of one call. Between two answers the last one holds.
 *
 * <p>Should the network fail, it has no opinion for the rest of the call, which then goes on as one without a
 * model does: by words and silence.
 */
final class OnnxTurnDetector implements TurnDetector {

    private static final int CONTEXT = TurnModel.CONTEXT;
    private static final int INPUT = CONTEXT + TurnModel.STEP;
    private static final int OVER = 0;
    private static final int INTERRUPTION = 1;
    private static final int BACKCHANNEL = 2;
    private static final int NOISE = 3;

    private final OnnxStream network;
    private final float[] samples = new float[INPUT];
    private final float[] answer = new float[TurnModel.ANSWERS];
    private int filled = CONTEXT;
    private boolean failed;

    OnnxTurnDetector(OnnxStream network) {
        this.network = network;
        knowNothing();
    }

    private void knowNothing() {
        Arrays.fill(answer, 0);
        answer[OVER] = UNDECIDED;
    }

    @Override
    public void hear(short[] pcm) {
        for (int i = 0; i < pcm.length && !failed; i++) {
            samples[filled++] = pcm[i] / 32_768f;
            if (filled == INPUT) {
                judge();
            }
        }
    }

    private void judge() {
        network.input().put(0, samples);
        try {
            network.step();
            network.answer().get(0, answer);
        } catch (ModelFault fault) {
            failed = true;
            knowNothing();
        }
        System.arraycopy(samples, INPUT - CONTEXT, samples, 0, CONTEXT);
        filled = CONTEXT;
    }

    @Override
    public float turnOver() {
        return likelihood(OVER);
    }

    @Override
    public float interruption() {
        return likelihood(INTERRUPTION);
    }

    @Override
    public float backchannel() {
        return likelihood(BACKCHANNEL);
    }

    @Override
    public float noise() {
        return likelihood(NOISE);
    }

    private float likelihood(int place) {
        return Math.clamp(answer[place], 0f, 1f);
    }

    @Override
    public void reset() {
        network.reset();
        Arrays.fill(samples, 0);
        filled = CONTEXT;
        failed = false;
        knowNothing();
    }

    @Override
    public void close() {
        network.close();
    }
}
