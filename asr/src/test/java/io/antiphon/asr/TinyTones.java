package io.antiphon.asr;

import io.antiphon.testkit.Tone;
import java.util.Arrays;

/** Speech in the language of the tiny models: each letter is a tone, and a space a very high one. */
public final class TinyTones {

    /** Each letter lasts for 90 ms, three answers of the network. */
    public static final int LETTER_SAMPLES = 1_440;

    private TinyTones() {}

    /** Letters with as much silence behind each. */
    public static short[] speech(String letters) {
        var pcm = new short[letters.length() * 2 * LETTER_SAMPLES];
        for (int i = 0; i < letters.length(); i++) {
            var tone = Tone.sine(hertz(letters.charAt(i)), 8_000, LETTER_SAMPLES);
            System.arraycopy(tone, 0, pcm, i * 2 * LETTER_SAMPLES, LETTER_SAMPLES);
        }
        return pcm;
    }

    public static short[] join(short[] first, short[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static int hertz(char letter) {
        return switch (letter) {
            case ' ' -> 6_000;
            case 'l' -> 500;
            case 'o' -> 1_000;
            case 'h' -> 2_000;
            case 'i' -> 3_500;
            default -> throw new IllegalArgumentException("no tone for " + letter);
        };
    }
}
