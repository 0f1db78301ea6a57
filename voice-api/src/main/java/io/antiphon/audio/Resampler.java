package io.antiphon.audio;

import java.util.Arrays;

/**
 * Brings a stream of samples from one rate to another: a polyphase filter with a Hann-windowed sinc, as in
 * chapter 4 of Crochiere and Rabiner, "Multirate Digital Signal Processing".
 *
 * <p>Keeps the end of the last block, so a stream may be handed over in pieces of any length without a
 * seam. Owned by whoever owns the stream; allocates nothing after construction. Delays the sound by half
 * its filter: 1.5 ms between 8 and 16 kHz.
 */
public final class Resampler {

    private static final int ZERO_CROSSINGS = 12;

    /** How much of a whole recording is worked on at once. */
    private static final int BLOCK = 4_096;

    private final int up;
    private final int down;
    private final float[][] phases;
    private final float[] window;
    private int filled;
    private int phase;

    public Resampler(int fromRate, int toRate, int longestBlock) {
        if (fromRate <= 0 || toRate <= 0 || longestBlock <= 0) {
            throw new IllegalArgumentException(
                    "rates and block are positive: " + fromRate + ", " + toRate
                            + ", " + longestBlock);
        }
        int divisor = greatestCommonDivisor(fromRate, toRate);
        up = toRate / divisor;
        down = fromRate / divisor;
        phases = design(up, down);
        window = new float[phases[0].length - 1 + longestBlock];
        reset();
    }

    /** A whole recording at another rate, without the filter's delay. */
    public static short[] whole(short[] pcm, int fromRate, int toRate) {
        if (fromRate == toRate) {
            return pcm;
        }
        var resampler = new Resampler(fromRate, toRate, BLOCK);
        var whole = new short[Math.toIntExact((long) pcm.length * toRate / fromRate)];
        var in = new short[BLOCK];
        var out = new short[resampler.mostFor(BLOCK)];
        int written = -resampler.delay();
        for (int at = 0; written < whole.length; at = Math.min(at + BLOCK, pcm.length)) {
            int count = Math.min(BLOCK, pcm.length - at);
            System.arraycopy(pcm, at, in, 0, count);
            Arrays.fill(in, count, BLOCK, (short) 0);
            int made = resampler.resample(in, 0, BLOCK, out);
            int skipped = Math.min(made, Math.max(0, -written));
            int kept = Math.min(made - skipped, whole.length - Math.max(0, written));
            System.arraycopy(out, skipped, whole, Math.max(0, written), kept);
            written += made;
        }
        return whole;
    }

    /** Samples, at the new rate, by which the sound comes late. */
    private int delay() {
        return (int) Math.round((phases[0].length * up - 1) / 2.0 / down);
    }

    /** Forgets the stream. */
    public void reset() {
        filled = phases[0].length - 1;
        Arrays.fill(window, 0);
        phase = 0;
    }

    /** The most samples that a block of {@code samples} can become. */
    public int mostFor(int samples) {
        return (int) (((long) samples * up + down - 1) / down + 1);
    }

    /** Takes {@code count} samples and writes what they become; answers how many that were. */
    public int resample(short[] in, int offset, int count, short[] out) {
        for (int i = 0; i < count; i++) {
            window[filled + i] = in[offset + i];
        }
        filled += count;
        int taps = phases[0].length;
        int written = 0;
        int at = 0;
        while (at + taps <= filled) {
            out[written++] = toShort(convolve(phases[phase], at, taps));
            phase += down;
            at += phase / up;
            phase %= up;
        }
        // The filter is longer than any step, so the next output begins within what has arrived.
        int kept = filled - at;
        System.arraycopy(window, filled - kept, window, 0, kept);
        filled = kept;
        return written;
    }

    private float convolve(float[] filter, int at, int taps) {
        // Four sums side by side: one alone would make each addition wait for the one before it.
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int whole = taps & ~3;
        for (int i = 0; i < whole; i += 4) {
            a += filter[i] * window[at + i];
            b += filter[i + 1] * window[at + i + 1];
            c += filter[i + 2] * window[at + i + 2];
            d += filter[i + 3] * window[at + i + 3];
        }
        for (int i = whole; i < taps; i++) {
            a += filter[i] * window[at + i];
        }
        return (a + b) + (c + d);
    }

    private static short toShort(float value) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(value)));
    }

    private static float[][] design(int up, int down) {
        double cutoff = 0.94 / Math.max(up, down);
        int taps = (int) Math.ceil(2.0 * ZERO_CROSSINGS * Math.max(up, down) / up);
        int length = taps * up;
        double middle = (length - 1) / 2.0;
        var phases = new float[up][taps];
        for (int p = 0; p < up; p++) {
            double sum = 0;
            for (int k = 0; k < taps; k++) {
                // Newest sample last in the window, so the filter is laid out backwards.
                double x = p + (double) (taps - 1 - k) * up - middle;
                double hann = 0.5 + 0.5 * Math.cos(Math.PI * x / (middle + 1));
                double value = hann * sinc(cutoff * x);
                phases[p][k] = (float) value;
                sum += value;
            }
            for (int k = 0; k < taps; k++) {
                phases[p][k] /= (float) sum;
            }
        }
        return phases;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
