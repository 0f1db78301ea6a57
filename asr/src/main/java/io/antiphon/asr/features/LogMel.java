package io.antiphon.asr.features;

import java.util.Arrays;

/**
 * Log-mel features of a stream, number for number as Kaldi's filter banks under the settings that icefall
 * and sherpa-onnx train with: 80 bins from 20 to 7600 Hz, windows of 25 ms every 10 ms at 16 kHz, no
 * dither, mean removed, pre-emphasis 0.97, Povey window, natural logarithm of power.
 *
 * <p>Frame <i>n</i> is centred on sample 160 <i>n</i> + 80, so the first one reaches before the beginning of
 * the stream; there the sound is mirrored. The end is never mirrored: a frame appears once its last sample
 * has arrived. Belongs to one stream; allocates nothing after construction.
 */
public final class LogMel {

    public static final int BINS = 80;

    /** Samples between frames. */
    public static final int SHIFT = 160;

    private static final int WINDOW = 400;
    private static final int BEFORE = WINDOW / 2 - SHIFT / 2;
    private static final int POINTS = 512;
    private static final double LOW_HZ = 20;
    private static final double HIGH_HZ = 7_600;
    private static final double RATE = 16_000;
    private static final float PRE_EMPHASIS = 0.97f;
    private static final float FLOOR = 1.19209290e-7f;
    private static final float[] POVEY = povey();
    private static final MelBank BANK = new MelBank(BINS, POINTS, RATE, LOW_HZ, HIGH_HZ);

    private final RealTransform transform = new RealTransform(POINTS);
    private final float[] held = new float[WINDOW];
    private final float[] windowed = new float[POINTS];
    private final float[] power = new float[POINTS / 2];
    private final float[] frame = new float[BINS];
    private int filled;
    private boolean begun;

    /** Whoever takes the frames. */
    @FunctionalInterface
    public interface Sink {

        /** Takes one frame of {@link #BINS} numbers; must copy what it keeps. */
        void frame(float[] features);
    }

    /** Forgets the stream. */
    public void reset() {
        filled = 0;
        begun = false;
    }

    /** Takes samples and hands over every frame that they complete. */
    public void hear(short[] pcm, int samples, Sink sink) {
        for (int i = 0; i < samples; i++) {
            held[filled++] = pcm[i] / 32_768f;
            if (!begun && filled == WINDOW - BEFORE) {
                mirror();
            }
            if (filled == WINDOW) {
                features();
                sink.frame(frame);
                System.arraycopy(held, SHIFT, held, 0, WINDOW - SHIFT);
                filled -= SHIFT;
            }
        }
    }

    /** Puts the first samples before the beginning, last one first. */
    private void mirror() {
        begun = true;
        System.arraycopy(held, 0, held, BEFORE, filled);
        for (int i = 0; i < BEFORE; i++) {
            held[i] = held[2 * BEFORE - 1 - i];
        }
        filled += BEFORE;
    }

    private void features() {
        float sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            sum += held[i];
        }
        float mean = sum / WINDOW;
        float before = held[0] - mean;
        for (int i = 0; i < WINDOW; i++) {
            float sample = held[i] - mean;
            windowed[i] = (sample - PRE_EMPHASIS * before) * POVEY[i];
            before = sample;
        }
        Arrays.fill(windowed, WINDOW, POINTS, 0);
        transform.power(windowed, power);
        BANK.energies(power, frame);
        for (int i = 0; i < BINS; i++) {
            frame[i] = (float) Math.log(Math.max(frame[i], FLOOR));
        }
    }

    private static float[] povey() {
        var window = new float[WINDOW];
        for (int i = 0; i < WINDOW; i++) {
            double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / (WINDOW - 1));
            window[i] = (float) Math.pow(hann, 0.85);
        }
        return window;
    }
}
