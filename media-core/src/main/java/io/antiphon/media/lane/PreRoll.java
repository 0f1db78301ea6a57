package io.antiphon.media.lane;

import io.antiphon.audio.Pcm;
import io.antiphon.media.Ears;

/** The last 300 ms of a caller's sound, because a voice begins before it is noticed. Feeding thread. */
final class PreRoll {

    private static final int FRAMES = 15;

    private final short[][] frames = new short[FRAMES][Pcm.FRAME_SAMPLES];
    private final long[] positions = new long[FRAMES];
    private int newest = -1;
    private int filled;

    void add(short[] pcm, long position) {
        newest = (newest + 1) % FRAMES;
        System.arraycopy(pcm, 0, frames[newest], 0, Pcm.FRAME_SAMPLES);
        positions[newest] = position;
        filled = Math.min(FRAMES, filled + 1);
    }

    /** Hands everything over, oldest first, behind the word that speech starts. */
    void handOver(Ears ears) {
        int count = filled;
        int oldest = (newest - count + 1 + FRAMES) % FRAMES;
        ears.speechStarts(positions[oldest]);
        for (int i = 0; i < count; i++) {
            int at = (oldest + i) % FRAMES;
            ears.sound(frames[at], positions[at]);
        }
        filled = 0;
    }
}
