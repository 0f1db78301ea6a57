package io.antiphon.cli.listen;

import io.antiphon.audio.Pcm;

/**
 * A stretch in which somebody speaks.
 *
 * @param start its first frame
 * @param end the first frame behind it
 * @param likelihood the mean of its frames
 */
record Stretch(int start, int end, double likelihood) {

    static double seconds(int frames) {
        return (double) frames * Pcm.FRAME_SAMPLES / Pcm.SAMPLE_RATE;
    }
}
