package io.antiphon.asr.streaming;

import io.antiphon.asr.onnx.OnnxStream;
import io.antiphon.audio.Pcm;
import io.antiphon.audio.Resampler;

/** Feeds plain samples at the rate of the telephone, as models in the container of T-one take them. */
final class SampleFront implements Front {

    static final int SAMPLE_RATE = 8_000;

    private static final int LONGEST_BLOCK = Pcm.SAMPLE_RATE / 10;

    private final int lookAhead;
    private final Resampler resampler = new Resampler(Pcm.SAMPLE_RATE, SAMPLE_RATE, LONGEST_BLOCK);
    private final short[] block = new short[resampler.mostFor(LONGEST_BLOCK)];

    /** Samples that wait for the next step. */
    private final int[] waiting;
    private int filled;
    private boolean anything;

    /**
     * Makes one.
     *
     * @param step samples in a step
     * @param lookAhead samples of silence after which the network has named all that it heard
     */
    SampleFront(int step, int lookAhead) {
        this.lookAhead = lookAhead;
        waiting = new int[step];
    }

    @Override
    public void hear(short[] pcm, int samples, OnnxStream network, Steps steps) {
        anything |= samples > 0;
        for (int at = 0; at < samples; at += LONGEST_BLOCK) {
            int count = resampler.resample(pcm, at, Math.min(LONGEST_BLOCK, samples - at), block);
            for (int i = 0; i < count; i++) {
                waiting[filled++] = block[i];
                if (filled == waiting.length) {
                    network.samples().put(0, waiting);
                    steps.step();
                    filled = 0;
                }
            }
        }
    }

    @Override
    public void flush(OnnxStream network, Steps steps) {
        int left = filled + lookAhead;
        for (int from = 0; from < left; from += waiting.length) {
            for (int i = 0; i < waiting.length; i++) {
                network.samples().put(i, from + i < filled ? waiting[from + i] : 0);
            }
            steps.step();
        }
    }

    @Override
    public boolean isFresh() {
        return !anything;
    }

    @Override
    public void reset() {
        resampler.reset();
        filled = 0;
        anything = false;
    }
}
