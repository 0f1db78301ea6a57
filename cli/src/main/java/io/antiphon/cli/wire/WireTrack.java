package io.antiphon.cli.wire;

import java.util.Arrays;
import java.util.List;

/**
 * One side of a call as sound on the call's time axis, 8 kHz. Knows of every sample also when its packet
 * came by, which for a late packet is after its place in the sound.
 */
public final class WireTrack {

    public static final int RATE = 8_000;

    static final long SAMPLE_NS = 1_000_000_000L / RATE;

    private static final double NS_PER_MS = 1e6;

    private final short[] samples;
    private final int[] starts;
    private final long[] arrivalsNs;

    private WireTrack(short[] samples, int[] starts, long[] arrivalsNs) {
        this.samples = samples;
        this.starts = starts;
        this.arrivalsNs = arrivalsNs;
    }

    /** Lays packets on an axis whose zero is {@code zeroNs}; what lies before zero is left out. */
    static WireTrack lay(List<Placed> packets, long zeroNs, int length) {
        var samples = new short[length];
        var starts = new int[packets.size()];
        var arrivals = new long[packets.size()];
        for (int i = 0; i < starts.length; i++) {
            var placed = packets.get(i);
            starts[i] = (int) Math.floorDiv(placed.slotNs() - zeroNs, SAMPLE_NS);
            arrivals[i] = placed.arrivalNs() - zeroNs;
            var sound = placed.packet().sound();
            int from = Math.max(0, -starts[i]);
            int to = Math.min(sound.length, length - starts[i]);
            if (from < to) {
                System.arraycopy(sound, from, samples, starts[i] + from, to - from);
            }
        }
        return new WireTrack(samples, starts, arrivals);
    }

    /** The sound; not to be written to. */
    public short[] samples() {
        return samples;
    }

    /** When a sample was really there: at its place, or with its packet if that was later. */
    double heardAtMs(int sample) {
        double place = sample / (RATE / 1_000.0);
        int packet = Arrays.binarySearch(starts, sample);
        int covering = packet >= 0 ? packet : -packet - 2;
        if (covering < 0) {
            return place;
        }
        long arrivalNs = arrivalsNs[covering] + (sample - starts[covering]) * SAMPLE_NS;
        return Math.max(place, arrivalNs / NS_PER_MS);
    }

    /**
     * A packet and the place of its first sample.
     *
     * @param slotNs where it belongs, by its timestamp and the stream's usual delay
     * @param arrivalNs when its first sample can have been there at the earliest
     */
    record Placed(WirePacket packet, long slotNs, long arrivalNs) {}
}
