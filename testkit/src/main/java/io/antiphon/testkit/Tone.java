package io.antiphon.testkit;

import io.antiphon.audio.Pcm;
import java.util.Random;

/** Sound that a test makes: every sample is known, so what comes out can be told from what went in. */
public final class Tone {

    private Tone() {}

    /** A sine at 16 kHz; {@code amplitude} in sample units. */
    public static short[] sine(double hertz, int amplitude, int samples) {
        var pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) Math
                    .round(amplitude * Math.sin(2 * Math.PI * hertz * i / Pcm.SAMPLE_RATE));
        }
        return pcm;
    }

    /** White noise of a seed. */
    public static short[] noise(long seed, int amplitude, int samples) {
        var random = new Random(seed);
        var pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) (random.nextGaussian() * amplitude / 3);
        }
        return pcm;
    }
}
