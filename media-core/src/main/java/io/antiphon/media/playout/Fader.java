package io.antiphon.media.playout;

/** Brings the agent's voice from one loudness to another without a click. Lane thread. */
final class Fader {

    private static final float DUCK = Manner.DUCKED.gain();

    private static final float PER_SAMPLE_TO_DUCKED = (1 - DUCK) / samples(20);
    private static final float PER_SAMPLE_FROM_DUCKED = (1 - DUCK) / samples(60);
    private static final float PER_SAMPLE_TO_SILENCE = 1f / samples(15);
    private static final float PER_SAMPLE_FROM_SILENCE = 1f / samples(5);

    /** How long the fade before a cut lasts. */
    static final int CUT_SAMPLES = samples(5);

    private float gain = 1;

    private static int samples(int ms) {
        return ms * 16;
    }

    /** Speaks like that from the next sample on. */
    void set(Manner manner) {
        gain = manner.gain();
    }

    boolean isSilent() {
        return gain <= 0;
    }

    /** Copies, and answers how many samples: fewer than {@code count} if the voice has faded out. */
    int copy(short[] from, int at, short[] to, int filled, int count, Manner manner) {
        float target = manner.gain();
        if (gain == 1 && target == 1) {
            System.arraycopy(from, at, to, filled, count);
            return count;
        }
        for (int i = 0; i < count; i++) {
            gain = towards(target);
            if (gain <= 0) {
                return i;
            }
            to[filled + i] = (short) Math.round(from[at + i] * gain);
        }
        return count;
    }

    private float towards(float target) {
        if (gain > target) {
            float step = target == 0 ? PER_SAMPLE_TO_SILENCE : PER_SAMPLE_TO_DUCKED;
            return Math.max(target, gain - step);
        }
        float step = gain < DUCK ? PER_SAMPLE_FROM_SILENCE : PER_SAMPLE_FROM_DUCKED;
        return Math.min(target, gain + step);
    }

    /** Copies samples that end in silence. */
    void fadeOut(short[] from, int at, short[] to, int count) {
        float step = gain / count;
        for (int i = 0; i < count; i++) {
            gain -= step;
            to[i] = (short) Math.round(from[at + i] * Math.max(0, gain));
        }
        gain = 0;
    }
}
