package io.antiphon.tts.sound;

import io.antiphon.audio.Pcm;

/**
 * Brings a voice to the level at which all voices speak: {@value #TARGET_DB} dB below full scale, measured as
 * root mean square of its active parts. The gain belongs to the voice, not to the clause: it is measured
 * once on a known sentence, so that a whisper stays one and clauses do not jump. Peaks beyond 70 % of full
 * scale are bent, not clipped.
 *
 * @param gain factor for every sample
 */
public record Level(double gain) {

    static final double TARGET_DB = -20;

    /** What a voice says when its level is measured: all kinds of sounds, no names, no numbers. */
    public static final String SENTENCE = "Thank you for calling, how can I help you today?";

    private static final double MOST_GAIN_DB = 24;
    private static final double KNEE = 0.7 * Short.MAX_VALUE;
    private static final double ROOM = Short.MAX_VALUE - KNEE;

    /** Leaves every sample as it is, but for peaks. */
    public static final Level UNCHANGED = new Level(1);

    /** The level for a voice that spoke so. */
    public static Level of(Rendering spoken) {
        double db = TARGET_DB - spoken.activeLevelDb();
        return new Level(Math.pow(10, Math.clamp(db, -MOST_GAIN_DB, MOST_GAIN_DB) / 20));
    }

    void apply(short[] pcm, int length) {
        for (int i = 0; i < length; i++) {
            double value = pcm[i] * gain;
            double size = Math.abs(value);
            if (size > KNEE) {
                value = Math.signum(value) * (KNEE + ROOM * Math.tanh((size - KNEE) / ROOM));
            }
            pcm[i] = (short) Math.round(value);
        }
    }

    /** Root mean square in dB of all blocks of 10 ms that are no more than 25 dB below the loudest. */
    static double activeDb(short[] pcm, int length) {
        int block = Pcm.SAMPLE_RATE / 100;
        double loudest = -100;
        for (int at = 0; at + block <= length; at += block) {
            loudest = Math.max(loudest, Pcm.levelDb(pcm, at, block));
        }
        double power = 0;
        int blocks = 0;
        for (int at = 0; at + block <= length; at += block) {
            double db = Pcm.levelDb(pcm, at, block);
            if (db > loudest - 25 && db > -100) {
                power += Math.pow(10, db / 10);
                blocks++;
            }
        }
        return blocks == 0 ? -100 : 10 * Math.log10(power / blocks);
    }
}
