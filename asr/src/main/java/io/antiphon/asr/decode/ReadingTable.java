package io.antiphon.asr.decode;

import java.util.Arrays;

/** The readings that grow out of the last frame's; those with one key become one. */
final class ReadingTable {

    private static final int FREE = -1;

    private Reading[] readings = new Reading[0];
    private int[] slots = new int[0];
    private long[] order = new long[0];
    private final double margin;
    private double best;
    private int count;

    /** {@code margin}: a way so much less likely than the best one is not worth keeping. */
    ReadingTable(int expected, double margin) {
        this.margin = margin;
        resize(Integer.highestOneBit(expected) * 2);
    }

    private void resize(int most) {
        int before = readings.length;
        readings = Arrays.copyOf(readings, most);
        for (int i = before; i < most; i++) {
            readings[i] = new Reading();
        }
        order = new long[most];
        slots = new int[most * 2];
        Arrays.fill(slots, FREE);
        for (int i = 0; i < count; i++) {
            slots[slot(readings[i].key)] = i;
        }
    }

    void clear() {
        count = 0;
        best = Reading.NEVER;
        Arrays.fill(slots, FREE);
    }

    /** Whether a way of this worth would be dropped anyway. */
    boolean isHopeless(double total) {
        return total < best - margin;
    }

    private int slot(long key) {
        int mask = slots.length - 1;
        int slot = (int) key & mask;
        while (slots[slot] != FREE && readings[slots[slot]].key != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Adds a copy of a way to read the frames, or its probability to that of a reading already here. */
    void put(Reading way) {
        double strength = way.total();
        if (isHopeless(strength)) {
            return;
        }
        best = Math.max(best, strength);
        int slot = slot(way.key);
        if (slots[slot] == FREE) {
            if (count == readings.length) {
                resize(count * 2);
                slot = slot(way.key);
            }
            slots[slot] = count;
            readings[count].copyFrom(way);
            readings[count++].strongest = strength;
            return;
        }
        var here = readings[slots[slot]];
        here.blank = Reading.added(here.blank, way.blank);
        here.unit = Reading.added(here.unit, way.unit);
        if (strength > here.strongest) {
            here.strongest = strength;
            here.copyPath(way);
        }
    }

    /** Exchanges the best readings, best first, for those in {@code into}; answers how many. */
    int best(Reading[] into) {
        for (int i = 0; i < count; i++) {
            order[i] = descending((float) (readings[i].total() - best)) << 32 | i;
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
