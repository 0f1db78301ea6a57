package io.antiphon.asr.ctc;

import java.util.Arrays;

/** The readings that grow out of the last frame's; those with one key become one. */
final class ReadingTable {

    private static final int FREE = -1;

    private final Reading[] readings;
    private final int[] slots;
    private final long[] order;
    private int count;

    ReadingTable(int most) {
        readings = new Reading[most];
        for (int i = 0; i < most; i++) {
            readings[i] = new Reading();
        }
        slots = new int[Integer.highestOneBit(most) * 4];
        order = new long[most];
        Arrays.fill(slots, FREE);
    }

    void clear() {
        count = 0;
        Arrays.fill(slots, FREE);
    }

    /** Adds a copy of a way to read the frames, or its probability to that of a reading already here. */
    void put(Reading way) {
        double strength = way.total();
        int mask = slots.length - 1;
        int slot = (int) way.key & mask;
        while (slots[slot] != FREE && readings[slots[slot]].key != way.key) {
            slot = (slot + 1) & mask;
        }
        if (slots[slot] == FREE) {
            slots[slot] = count;
            readings[count].copyFrom(way);
            readings[count++].strongest = strength;
            return;
        }
        var here = readings[slots[slot]];
        here.blank = Reading.added(here.blank, way.blank);
        here.letter = Reading.added(here.letter, way.letter);
        if (strength > here.strongest) {
            here.strongest = strength;
            here.copyPath(way);
        }
    }

    /** Exchanges the best readings, best first, for those in {@code into}; answers how many. */
    int best(Reading[] into, double margin) {
        for (int i = 0; i < count; i++) {
            order[i] = descending((float) readings[i].total()) << 32 | i;
        }
        Arrays.sort(order, 0, count);
        double least = readings[(int) order[0]].total() - margin;
        int taken = 0;
        for (int i = 0; i < count && taken < into.length; i++) {
            int from = (int) order[i];
            if (readings[from].total() < least) {
                break;
            }
            var used = into[taken];
            into[taken++] = readings[from];
            readings[from] = used;
        }
        return taken;
    }

    /** A number that grows as the value falls. */
    private static long descending(float value) {
        int bits = Float.floatToIntBits(value);
        return ~(bits ^ ((bits >> 31) & Integer.MAX_VALUE));
    }
}
