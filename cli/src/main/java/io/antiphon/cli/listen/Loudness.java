package io.antiphon.cli.listen;

import io.antiphon.audio.Pcm;
import java.util.Arrays;

/**
 * Lifts recordings that are so quiet that no telephone would bring them to a call: engines are made for the
 * levels of calls. What is as loud as a call stays as it is.
 */
final class Loudness {

    /** The level of the loud frames of speech, in dB below full scale. */
    private static final double QUIET_DB = -36;
    private static final double WANTED_DB = -26;

    /** Below this there is nothing but the noise of a line. */
    private static final double NOTHING_DB = -66;

    /** The share of frames that may be louder than what is taken for the level: clicks, and loud words. */
    private static final double LOUDER = 0.05;

    private Loudness() {}

    /** The recording itself, or a louder copy. */
    static short[] fit(short[] pcm) {
        double level = level(pcm);
        if (level >= QUIET_DB || level < NOTHING_DB) {
            return pcm;
        }
        double gain = Math.pow(10, (WANTED_DB - level) / 20);
        var louder = new short[pcm.length];
        for (int i = 0; i < pcm.length; i++) {
            louder[i] = (short) Math.clamp(Math.round(pcm[i] * gain), Short.MIN_VALUE,
                    Short.MAX_VALUE);
        }
        return louder;
    }

    private static double level(short[] pcm) {
        var levels = new double[Math.max(1, pcm.length / Pcm.FRAME_SAMPLES)];
        for (int i = 0; i < levels.length; i++) {
            int at = i * Pcm.FRAME_SAMPLES;
            levels[i] = Pcm.levelDb(pcm, at, Math.min(Pcm.FRAME_SAMPLES, pcm.length - at));
        }
        Arrays.sort(levels);
        return levels[(int) ((1 - LOUDER) * (levels.length - 1))];
    }
}
