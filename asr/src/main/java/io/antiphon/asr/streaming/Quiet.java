package io.antiphon.asr.streaming;

import io.antiphon.asr.features.LogMel;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * How the end of an utterance goes on: like the mean of its last frames. That is how the network's training
 * went on, and no sudden silence that it could take for a sound.
 */
final class Quiet {

    private static final int MEMORY = 8;

    private final float[] last = new float[MEMORY * LogMel.BINS];
    private final float[] mean = new float[LogMel.BINS];
    private int heard;

    void hear(float[] frame) {
        System.arraycopy(frame, 0, last, heard % MEMORY * LogMel.BINS, LogMel.BINS);
        heard++;
    }

    /** Writes one frame. */
    void fill(FloatBuffer frames, int at) {
        int known = Math.min(heard, MEMORY);
        Arrays.fill(mean, 0);
        for (int i = 0; i < known * LogMel.BINS; i++) {
            mean[i % LogMel.BINS] += last[i] / known;
        }
        frames.put(at, mean);
    }

    void reset() {
        heard = 0;
    }
}
