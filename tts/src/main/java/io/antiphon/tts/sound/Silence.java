package io.antiphon.tts.sound;

import io.antiphon.audio.Pcm;

/**
 * Finds where in a clause there is sound, in blocks of 10 ms. A block is silent when it lies 33 dB below the
 * active level of the clause: below nearly any fricative, above the noise floor that parametric voices have.
 */
final class Silence {

    static final int BLOCK = Pcm.SAMPLE_RATE / 100;

    private static final double BELOW_ACTIVE_DB = 33;
    private static final double LOWEST_DB = -70;

    private final double[] db;
    private final double thresholdDb;

    Silence(short[] pcm, int length) {
        db = new double[(length + BLOCK - 1) / BLOCK];
        for (int i = 0; i < db.length; i++) {
            int at = i * BLOCK;
            db[i] = Pcm.levelDb(pcm, at, Math.min(BLOCK, length - at));
        }
        thresholdDb = Math.max(LOWEST_DB, Level.activeDb(pcm, length) - BELOW_ACTIVE_DB);
    }

    int blocks() {
        return db.length;
    }

    double db(int block) {
        return db[block];
    }

    boolean isSilent(int block) {
        return db[block] < thresholdDb;
    }

    /** The first block with sound, or the number of blocks if there is none. */
    int first() {
        int block = 0;
        while (block < db.length && isSilent(block)) {
            block++;
        }
        return block;
    }

    /** The block behind the last one with sound, or 0 if there is none. */
    int end() {
        int block = db.length;
        while (block > 0 && isSilent(block - 1)) {
            block--;
        }
        return block;
    }
}
