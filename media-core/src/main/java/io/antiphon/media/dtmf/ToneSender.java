package io.antiphon.media.dtmf;

import io.antiphon.audio.Pcm;

/**
 * Sounds keys (ITU-T Q.23), for those who hear them in no other way. A frame at a time; the tones go on from one frame
 * to the next.
 *
 * <p>Owned by the lane; allocates nothing.
 */
public final class ToneSender {

    private static final String BY_ROW = "123A456B789C*0#D";
    private static final int COLUMNS = 4;
    private static final int[] ROWS_HZ = {697, 770, 852, 941};
    private static final int[] COLUMNS_HZ = {1_209, 1_336, 1_477, 1_633};
    /** About 10 dB below full scale together; the higher of the two 2 dB louder, as lines take more of it. */
    private static final double LOW_LEVEL = 4_600;
    private static final double HIGH_LEVEL = 5_800;

    private double low;
    private double high;

    /** Fills a frame with the sound of an event of RFC 4733 that is a key. */
    public void sound(int event, boolean isFirst, short[] pcm) {
        int at = BY_ROW.indexOf(Keys.key(event));
        double lowStep = step(ROWS_HZ[at / COLUMNS]);
        double highStep = step(COLUMNS_HZ[at % COLUMNS]);
        if (isFirst) {
            low = 0;
            high = 0;
        }
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (LOW_LEVEL * Math.sin(low) + HIGH_LEVEL * Math.sin(high));
            low += lowStep;
            high += highStep;
        }
    }

    private static double step(int hz) {
        return 2 * Math.PI * hz / Pcm.SAMPLE_RATE;
    }
}
