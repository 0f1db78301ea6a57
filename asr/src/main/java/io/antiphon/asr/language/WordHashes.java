package io.antiphon.asr.language;

import java.nio.charset.StandardCharsets;

/**
 * The numbers of words by the bytes of their text, so that a file with millions of them can be read without
 * making a string of each. Texts that share a hash of 63 bits would be taken for one another; of a million
 * words two do so once in ten million models.
 */
final class WordHashes {

    private final long[] hashes;
    private final int[] numbers;

    WordHashes(int expected) {
        int size = Integer.highestOneBit(Math.max(8, expected)) * 4;
        hashes = new long[size];
        numbers = new int[size];
    }

    void put(String text, int number) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        int place = place(hash(bytes, 0, bytes.length));
        hashes[place] = hash(bytes, 0, bytes.length);
        numbers[place] = number;
    }

    /** The number of the word between two places, or -1. */
    int find(byte[] bytes, int from, int to) {
        long hash = hash(bytes, from, to);
        int place = place(hash);
        return hashes[place] == hash ? numbers[place] : -1;
    }

    private int place(long hash) {
        int mask = hashes.length - 1;
        int place = (int) (hash >>> 32) & mask;
        while (hashes[place] != 0 && hashes[place] != hash) {
            place = (place + 1) & mask;
        }
        return place;
    }

    /** Never 0, which marks a free place. */
    private static long hash(byte[] bytes, int from, int to) {
        long hash = 0xCBF29CE484222325L;
        for (int i = from; i < to; i++) {
            hash = (hash ^ bytes[i]) * 0x100000001B3L;
        }
        hash = (hash ^ (hash >>> 31)) * 0x9E3779B97F4A7C15L;
        return hash | 1;
    }
}
