package io.antiphon.media.dtmf;

import java.util.Arrays;

/**
 * Hears keys in the sound itself (ITU-T Q.23, Q.24), for callers whose keys come in no other way.
 *
 * <p>Every 5 ms the last 25.6 ms are looked at through Goertzel filters: 410 samples at the house's 16 kHz are
 * the usual 205 at 8 kHz, and as far apart as the rows need them. One tone of each group has to stand out, both
 * about as loud, without overtones, and hold 70 % of all energy, which a voice does not. As a tone that fills
 * only part of the window holds just that part of what it could, a key of 40 ms is seen five times, and so often
 * it has to be.
 *
 * <p>Owned by the lane; allocates nothing.
 */
public final class ToneReceiver {

    private static final int RATE = 16_000;
    private static final int WINDOW = 410;
    private static final int HOP = 80;
    private static final int GROUP = 4;
    private static final int[] TONES_HZ = {697, 770, 852, 941, 1_209, 1_336, 1_477, 1_633};
    private static final String KEYS = "123A456B789C*0#D";

    /** Mean square of the quietest key: 36 dB below full scale. */
    private static final double LEAST_LEVEL = 32_768.0 * 32_768 * 2.5e-4;
    private static final double LEAST_SHARE = 0.7;

    /**
     * The high tone may be 4 dB louder than the low one, or 8 dB softer; and 1 dB more, which a tone between two
     * of our filters loses.
     */
    private static final double MOST_TWIST = 3.16;
    private static final double LEAST_TWIST = 0.126;
    private static final double NEXT_IN_GROUP = 0.16;
    /** Not less: the overtone of 697 Hz lies next to 1336 Hz, which a loud one spreads over. */
    private static final double OVERTONE = 0.2;

    private static final int SEEN_TO_PRESS = 5;
    private static final int MISSED_TO_RELEASE = 5;
    /** From then on it is rather no voice. */
    private static final int SEEN_TO_MUTE = 3;
    private static final int HOP_MS = 5;
    private static final char NONE = 0;

    private static final double[] TONES = coefficients(1);
    private static final double[] OVERTONES = coefficients(2);

    private final KeyListener listener;
    private final double[] window = new double[WINDOW];
    private final double[] power = new double[TONES_HZ.length];
    private char candidate = NONE;
    private int seen;
    private char down = NONE;
    private int missed;
    private int hopsDown;

    public ToneReceiver(KeyListener listener) {
        this.listener = listener;
    }

    private static double[] coefficients(int multiple) {
        var coefficients = new double[TONES_HZ.length];
        for (int i = 0; i < coefficients.length; i++) {
            coefficients[i] = 2 * Math.cos(2 * Math.PI * multiple * TONES_HZ[i] / RATE);
        }
        return coefficients;
    }

    /** The next frame of 20 ms. */
    public void hear(short[] pcm, long nowNs) {
        for (int at = 0; at + HOP <= pcm.length; at += HOP) {
            System.arraycopy(window, HOP, window, 0, WINDOW - HOP);
            for (int i = 0; i < HOP; i++) {
                window[WINDOW - HOP + i] = pcm[at + i];
            }
            judge(look(), nowNs);
        }
    }

    /** Whether what is heard is a key, or will soon be one: nothing to recognise words in. */
    public boolean isSounding() {
        return down != NONE || seen >= SEEN_TO_MUTE;
    }

    /** Forgets what was heard; a key that is down is not released any more. */
    public void reset() {
        Arrays.fill(window, 0);
        candidate = NONE;
        seen = 0;
        down = NONE;
        missed = 0;
    }

    private void judge(char key, long nowNs) {
        seen = key == candidate && key != NONE ? seen + 1 : key == NONE ? 0 : 1;
        candidate = key;
        if (down != NONE) {
            hopsDown++;
            missed = key == down ? 0 : missed + 1;
            if (missed >= MISSED_TO_RELEASE || (seen >= SEEN_TO_PRESS && key != down)) {
                char released = down;
                down = NONE;
                listener.digitReleased(released, (hopsDown - missed) * HOP_MS, nowNs);
            }
        }
        if (down == NONE && seen >= SEEN_TO_PRESS) {
            down = key;
            missed = 0;
            hopsDown = seen;
            listener.digitPressed(key, nowNs);
        }
    }

    /** The key in the window, if there is one. */
    private char look() {
        double energy = 0;
        for (double sample : window) {
            energy += sample * sample;
        }
        if (energy < LEAST_LEVEL * WINDOW) {
            return NONE;
        }
        for (int i = 0; i < power.length; i++) {
            power[i] = power(TONES[i]);
        }
        int low = loudest(0);
        int high = loudest(GROUP);
        double twist = power[high] / power[low];
        // A sine over the whole window has the power (window * amplitude / 2)^2, and the energy window * amplitude^2 / 2.
        boolean isKey = power[low] + power[high] > LEAST_SHARE * energy * WINDOW / 2
                && twist < MOST_TWIST && twist > LEAST_TWIST && standsOut(low, 0)
                && standsOut(high, GROUP) && isPure(low) && isPure(high);
        return isKey ? KEYS.charAt(low * GROUP + high - GROUP) : NONE;
    }

    private int loudest(int first) {
        int loudest = first;
        for (int i = first + 1; i < first + GROUP; i++) {
            if (power[i] > power[loudest]) {
                loudest = i;
            }
        }
        return loudest;
    }

    private boolean standsOut(int tone, int first) {
        for (int i = first; i < first + GROUP; i++) {
            if (i != tone && power[i] > NEXT_IN_GROUP * power[tone]) {
                return false;
            }
        }
        return true;
    }

    private boolean isPure(int tone) {
        return power(OVERTONES[tone]) < OVERTONE * power[tone];
    }

    private double power(double coefficient) {
        double last = 0;
        double beforeLast = 0;
        for (double sample : window) {
            double next = sample + coefficient * last - beforeLast;
            beforeLast = last;
            last = next;
        }
        return last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
    }
}
