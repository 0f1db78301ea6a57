package io.antiphon.asr.streaming;

import io.antiphon.asr.features.LogMel;
import io.antiphon.asr.onnx.OnnxStream;
import java.nio.FloatBuffer;

/** Feeds log-mel features; steps may overlap. */
final class FeatureFront implements Front {

    private final int step;
    private final int advance;
    private final int lookAhead;
    private final LogMel features = new LogMel();
    private final Quiet quiet = new Quiet();

    /** Frames that wait for the next step. */
    private final float[] waiting;
    private int frames;
    private boolean anything;

    /**
     * Makes one.
     *
     * @param step frames that a step sees
     * @param advance frames by which a step moves on
     * @param lookAhead frames of quiet after which the network has named all that it heard
     */
    FeatureFront(int step, int advance, int lookAhead) {
        this.step = step;
        this.advance = advance;
        this.lookAhead = lookAhead;
        waiting = new float[step * LogMel.BINS];
    }

    @Override
    public void hear(short[] pcm, int samples, OnnxStream network, Steps steps) {
        features.hear(pcm, samples, frame -> take(frame, network, steps));
    }

    private void take(float[] frame, OnnxStream network, Steps steps) {
        anything = true;
        quiet.hear(frame);
        System.arraycopy(frame, 0, waiting, frames * LogMel.BINS, LogMel.BINS);
        frames++;
        if (frames == step) {
            network.input().put(0, waiting);
            steps.step();
            frames -= advance;
            System.arraycopy(waiting, advance * LogMel.BINS, waiting, 0, frames * LogMel.BINS);
        }
    }

    @Override
    public void flush(OnnxStream network, Steps steps) {
        int left = frames + lookAhead;
        for (int from = 0; left > 0; from += advance) {
            fill(network.input(), from);
            steps.step();
            left -= advance;
        }
    }

    private void fill(FloatBuffer input, int from) {
        int real = Math.max(0, Math.min(step, frames - from));
        input.put(0, waiting, from * LogMel.BINS * Integer.signum(real), real * LogMel.BINS);
        for (int i = real; i < step; i++) {
            quiet.fill(input, i * LogMel.BINS);
        }
    }

    @Override
    public boolean isFresh() {
        return !anything;
    }

    @Override
    public void reset() {
        features.reset();
        quiet.reset();
        frames = 0;
        anything = false;
    }
}
