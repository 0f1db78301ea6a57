package io.antiphon.media.codec;

/**
 * Invents what a lost packet may have sounded like, in the manner of ITU-T G.711 Appendix I: the last
 * pitch period goes on, fades out over 60 ms, and leaves a noise as loud as the caller's background, for
 * digital zeros would be an edge that a voice detector hears.
 *
 * <p>Unlike the appendix it delays nothing: the seam into the loss is smoothed inside the repeated period,
 * and the seam out of it at the beginning of the sound that comes.
 */
final class Concealment {

    private static final int SAMPLES_PER_MS = Codec.CLOCK_RATE / 1_000;
    private static final int SHORTEST_PERIOD = 5 * SAMPLES_PER_MS;
    private static final int LONGEST_PERIOD = 15 * SAMPLES_PER_MS;
    private static final int COMPARED = 20 * SAMPLES_PER_MS;
    private static final int HISTORY = LONGEST_PERIOD + COMPARED;
    private static final int FULL_UNTIL = 10 * SAMPLES_PER_MS;
    private static final int SILENT_FROM = 60 * SAMPLES_PER_MS;
    private static final int SHORTEST_FADE = 4 * SAMPLES_PER_MS;
    private static final int LONGEST_FADE = 10 * SAMPLES_PER_MS;

    private static final float FAINTEST = 2;
    private static final float LOUDEST_BACKGROUND = 100;

    private final short[] history = new short[HISTORY];
    private final int[] coarse = new int[HISTORY];
    private final short[] cycle = new short[LONGEST_PERIOD];
    private int period = SHORTEST_PERIOD;
    private int at;
    private int invented;
    private boolean backgroundKnown;
    private float background = FAINTEST;
    private int noise = 0x2545f491;

    /** Sound that did come. After a loss its beginning is blended with what was invented. */
    void heard(short[] pcm, int count) {
        follow(pcm, count);
        if (invented > 0) {
            int fade = Math.min(count,
                    Math.clamp(invented / 5L * 2, SHORTEST_FADE, LONGEST_FADE));
            for (int i = 0; i < fade; i++) {
                float weight = (i + 1f) / (fade + 1);
                pcm[i] = (short) Math.round(pcm[i] * weight + next() * (1 - weight));
            }
            invented = 0;
        }
        remember(pcm, count);
    }

    /** Sound in place of that which did not come. */
    void invent(short[] pcm, int count) {
        if (invented == 0) {
            prepareCycle();
        }
        for (int i = 0; i < count; i++) {
            pcm[i] = (short) Math.round(next());
        }
        remember(pcm, count);
    }

    private float next() {
        float gain = invented < FULL_UNTIL
                ? 1
                : Math.max(0, SILENT_FROM - invented) / (float) (SILENT_FROM - FULL_UNTIL);
        // Beyond the fade nothing depends on the count any more, and it must not run over.
        invented = Math.min(invented + 1, SILENT_FROM + 1);
        float repeated = cycle[at] * gain;
        at = at + 1 == period ? 0 : at + 1;
        return repeated + nextNoise() * (1 - gain);
    }

    /** Evenly spread with the power of the background; the generator is Marsaglia's xorshift. */
    private float nextNoise() {
        noise ^= noise << 13;
        noise ^= noise >>> 17;
        noise ^= noise << 5;
        return noise * (background * 1.732f / Integer.MAX_VALUE);
    }

    private void prepareCycle() {
        period = findPeriod();
        System.arraycopy(history, HISTORY - period, cycle, 0, period);
        // The end of the period leads over to its beginning, by way of what once led there.
        int seam = period / 4;
        for (int i = 0; i < seam; i++) {
            int from = period - seam + i;
            float weight = (i + 1f) / (seam + 1);
            float before = history[HISTORY - period - seam + i];
            cycle[from] = (short) Math.round(cycle[from] * (1 - weight) + before * weight);
        }
        at = 0;
    }

    /** The shift at which the last 20 ms resemble what came before them most. */
    private int findPeriod() {
        // Integers, because the compiler turns sums of those into vectors but must not reorder a sum
        // of floats; four bits less, so that 160 products fit.
        for (int i = 0; i < HISTORY; i++) {
            coarse[i] = history[i] >> 4;
        }
        int best = SHORTEST_PERIOD;
        float bestLikeness = Float.NEGATIVE_INFINITY;
        for (int lag = SHORTEST_PERIOD; lag <= LONGEST_PERIOD; lag++) {
            float likeness = product(lag)
                    / (float) Math.sqrt(1 + energy(HISTORY - COMPARED - lag));
            if (likeness > bestLikeness) {
                bestLikeness = likeness;
                best = lag;
            }
        }
        return best;
    }

    private int product(int lag) {
        int product = 0;
        for (int i = HISTORY - COMPARED; i < HISTORY; i++) {
            product += coarse[i] * coarse[i - lag];
        }
        return product;
    }

    private float energy(int from) {
        int energy = 0;
        for (int i = from; i < from + COMPARED; i++) {
            energy += coarse[i] * coarse[i];
        }
        return energy;
    }

    /** The background is the quietest that was heard; it may double in 1.4 s, for that is forgotten. */
    private void follow(short[] pcm, int count) {
        float energy = 0;
        for (int i = 0; i < count; i++) {
            energy += pcm[i] * pcm[i];
        }
        float level = (float) Math.sqrt(energy / Math.max(1, count));
        float bound = backgroundKnown ? background * 1.01f + 0.01f : LOUDEST_BACKGROUND;
        backgroundKnown = true;
        background = Math.clamp(Math.min(level, bound), FAINTEST, LOUDEST_BACKGROUND);
    }

    private void remember(short[] pcm, int count) {
        int kept = Math.max(0, HISTORY - count);
        System.arraycopy(history, HISTORY - kept, history, 0, kept);
        System.arraycopy(pcm, count - (HISTORY - kept), history, kept, HISTORY - kept);
    }
}
