package io.antiphon.asr.turn;

import io.antiphon.audio.Pcm;
import java.nio.FloatBuffer;

/**
 * The last eight seconds of a turn as smart-turn wants them: Whisper's log-mel features of sound that was
 * brought to zero mean and unit variance, 80 bins of 800 frames. Belongs to one thread at a time; allocates
 * nothing after construction.
 */
final class WindowMel {

    static final int BINS = 80;
    static final int FRAMES = 800;
    static final int SAMPLES = 8 * Pcm.SAMPLE_RATE;

    private static final int WINDOW = 400;
    private static final int HALF = WINDOW / 2;
    private static final int HOP = 160;
    private static final float LEAST_VARIANCE = 1e-7f;
    private static final float LEAST_POWER = 1e-10f;
    private static final float RANGE = 8;

    /** Slaney's mel: straight up to 1000 Hz, logarithmic above. */
    private static final double STRAIGHT_HZ = 200.0 / 3;
    private static final double BREAK_HZ = 1_000;
    private static final double BREAK_MEL = BREAK_HZ / STRAIGHT_HZ;
    private static final double LOG_STEP = Math.log(6.4) / 27;

    // Real sound has a symmetric spectrum, so folding each window in the middle halves the work; a transform by
    // table is then fast enough, and 400 is no power of two.
    private static final float[][] COS = new float[HALF + 1][HALF + 1];
    private static final float[][] SIN = new float[HALF + 1][HALF + 1];
    private static final float[] HANN = new float[WINDOW];
    private static final float[][] FILTERS = new float[BINS][HALF + 1];

    static {
        for (int n = 0; n < WINDOW; n++) {
            HANN[n] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * n / WINDOW));
        }
        for (int k = 0; k <= HALF; k++) {
            for (int n = 0; n <= HALF; n++) {
                double angle = 2 * Math.PI * ((long) k * n % WINDOW) / WINDOW;
                COS[k][n] = (float) Math.cos(angle);
                SIN[k][n] = (float) Math.sin(angle);
            }
        }
        double highest = mel(Pcm.SAMPLE_RATE / 2.0);
        for (int bin = 0; bin < BINS; bin++) {
            double left = hertz(highest * bin / (BINS + 1));
            double centre = hertz(highest * (bin + 1) / (BINS + 1));
            double right = hertz(highest * (bin + 2) / (BINS + 1));
            for (int k = 0; k <= HALF; k++) {
                double at = (double) k * Pcm.SAMPLE_RATE / WINDOW;
                double height = Math.min((at - left) / (centre - left),
                        (right - at) / (right - centre));
                FILTERS[bin][k] = (float) (Math.max(0, height) * 2 / (right - left));
            }
        }
    }

    private final float[] sound = new float[SAMPLES];
    private final float[] even = new float[HALF + 1];
    private final float[] odd = new float[HALF + 1];
    private final float[] power = new float[HALF + 1];
    private final float[] features = new float[BINS * FRAMES];

    private static double mel(double hertz) {
        return hertz < BREAK_HZ
                ? hertz / STRAIGHT_HZ
                : BREAK_MEL + Math.log(hertz / BREAK_HZ) / LOG_STEP;
    }

    private static double hertz(double mel) {
        return mel < BREAK_MEL
                ? mel * STRAIGHT_HZ
                : BREAK_HZ * Math.exp((mel - BREAK_MEL) * LOG_STEP);
    }

    /** Writes the features of {@link #SAMPLES} samples, bin by bin. */
    void write(short[] pcm, FloatBuffer target) {
        normalise(pcm);
        float most = Float.NEGATIVE_INFINITY;
        for (int frame = 0; frame < FRAMES; frame++) {
            transform(frame * HOP - HALF);
            for (int bin = 0; bin < BINS; bin++) {
                float energy = Math.max(LEAST_POWER, dot(FILTERS[bin], power));
                float log = (float) Math.log10(energy);
                features[bin * FRAMES + frame] = log;
                most = Math.max(most, log);
            }
        }
        for (int i = 0; i < features.length; i++) {
            features[i] = (Math.max(features[i], most - RANGE) + 4) / 4;
        }
        target.put(0, features);
    }

    private void normalise(short[] pcm) {
        double sum = 0;
        double squares = 0;
        for (short sample : pcm) {
            double value = sample / 32_768.0;
            sum += value;
            squares += value * value;
        }
        double mean = sum / SAMPLES;
        double scale = 1 / Math.sqrt(squares / SAMPLES - mean * mean + LEAST_VARIANCE);
        for (int i = 0; i < SAMPLES; i++) {
            sound[i] = (float) ((pcm[i] / 32_768.0 - mean) * scale);
        }
    }

    private void transform(int start) {
        even[0] = windowed(start, 0);
        odd[0] = 0;
        for (int n = 1; n < HALF; n++) {
            float first = windowed(start, n);
            float last = windowed(start, WINDOW - n);
            even[n] = first + last;
            odd[n] = first - last;
        }
        even[HALF] = windowed(start, HALF);
        odd[HALF] = 0;
        for (int k = 0; k <= HALF; k++) {
            float re = dot(COS[k], even);
            float im = dot(SIN[k], odd);
            power[k] = re * re + im * im;
        }
    }

    /** A sample under the window; beyond both ends the sound is mirrored. */
    private float windowed(int start, int n) {
        int at = Math.abs(start + n);
        int inside = at < SAMPLES ? at : 2 * (SAMPLES - 1) - at;
        return sound[inside] * HANN[n];
    }

    /** Four sums at a time, which the compiler may keep in one register; one sum it must add up in order. */
    private static float dot(float[] left, float[] right) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int n = 0;
        for (; n + 3 < left.length; n += 4) {
            a += left[n] * right[n];
            b += left[n + 1] * right[n + 1];
            c += left[n + 2] * right[n + 2];
            d += left[n + 3] * right[n + 3];
        }
        for (; n < left.length; n++) {
            a += left[n] * right[n];
        }
        return a + b + c + d;
    }
}
