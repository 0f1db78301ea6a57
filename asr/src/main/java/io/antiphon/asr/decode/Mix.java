package io.antiphon.asr.decode;

/** Makes of a sequence one number, such that two sequences of one call practically never share theirs. */
final class Mix {

    private Mix() {}

    static long of(long hash, long next) {
        long mixed = (hash ^ (next + 0x9E3779B97F4A7C15L)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 29)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 32);
    }
}
