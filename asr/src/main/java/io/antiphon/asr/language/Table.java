package io.antiphon.asr.language;

import java.util.Arrays;

/** Numbers by key, in two plain arrays. Keys are not negative. Grows while it is filled; reading is cheap. */
final class Table {

    private static final long FREE = -1;

    private long[] keys = new long[1 << 10];
    private float[] values = new float[1 << 10];
    private int filled;

    Table() {
        Arrays.fill(keys, FREE);
    }

    /** The place of a key, or a negative number. A place is valid until the next {@link #put}. */
    int find(long key) {
        int place = place(key);
        return keys[place] == key ? place : -1;
    }

    float value(int place) {
        return values[place];
    }

    int size() {
        return filled;
    }

    void put(long key, float value) {
        if (filled * 2 >= keys.length) {
            grow();
        }
        int place = place(key);
        filled += keys[place] == FREE ? 1 : 0;
        keys[place] = key;
        values[place] = value;
    }

    private int place(long key) {
        int mask = keys.length - 1;
        int place = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (keys[place] != FREE && keys[place] != key) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        var oldKeys = keys;
        var oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new float[keys.length];
        Arrays.fill(keys, FREE);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != FREE) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                values[place] = oldValues[i];
            }
        }
    }
}
