package io.antiphon.audio;

/**
 * The one shape of sound inside the house: signed 16-bit linear samples, one channel, 16 kHz, in frames of
 * 20 ms. Codecs convert at the door, so no room behind it asks.
 */
public final class Pcm {

    public static final int SAMPLE_RATE = 16_000;

    /** Samples in a frame. */
    public static final int FRAME_SAMPLES = SAMPLE_RATE / 50;

    public static final long FRAME_NS = 20_000_000;

    private Pcm() {}

    /** How long so many samples last. */
    public static long samplesToNs(long samples) {
        return samples * 1_000_000_000L / SAMPLE_RATE;
    }

    public static long samplesToMs(long samples) {
        return samples * 1_000 / SAMPLE_RATE;
    }

    public static long msToSamples(long ms) {
        return ms * SAMPLE_RATE / 1_000;
    }

    /** Root mean square of a stretch of samples, in dB below full scale; -100 for digital silence. */
    public static double levelDb(short[] pcm, int offset, int length) {
        long sum = 0;
        for (int i = offset; i < offset + length; i++) {
            sum += (long) pcm[i] * pcm[i];
        }
        if (sum == 0 || length == 0) {
            return -100;
        }
        return Math.max(-100, 10 * Math.log10((double) sum / length / (32_768.0 * 32_768.0)));
    }
}
