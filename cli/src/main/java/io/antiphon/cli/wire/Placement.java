package io.antiphon.cli.wire;

import io.antiphon.cli.wire.WirePacket.Header;
import io.antiphon.cli.wire.WireTrack.Placed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/**
 * Gives every packet of one direction its place in time.
 *
 * <p>A place follows from the RTP timestamp and the stream's usual transit: the median, over half a second to
 * either side, of arrival less timestamp. So one late packet moves nothing, and a sender that runs ahead of
 * its clock is heard when its timestamps say. A stream is taken apart into spurts where the sender changes,
 * sets the marker or pauses, since it may restart its beat there.
 */
final class Placement {

    private static final long PAUSE_NS = 100_000_000;
    private static final int NEIGHBOURS = 25;
    private static final long WORTH_MOVING_NS = 5_000_000;

    private final long beforeNs;

    /** Sound begins this long before its packet's time: a packet of 20 ms is sent once it is full. */
    Placement(long beforeNs) {
        this.beforeNs = beforeNs;
    }

    List<Placed> place(List<WirePacket> packets) {
        var placed = new ArrayList<Placed>();
        var spurt = new ArrayList<Timed>();
        for (var packet : packets) {
            var next = timed(packet, spurt);
            if (!spurt.isEmpty() && beginsSpurt(spurt.getLast().packet, packet)) {
                finish(spurt, placed);
                spurt.clear();
                next = timed(packet, spurt);
            }
            spurt.add(next);
        }
        finish(spurt, placed);
        placed.sort(Comparator.comparingLong(Placed::slotNs));
        return placed;
    }

    private static boolean beginsSpurt(WirePacket last, WirePacket next) {
        return next.header().ssrc() != last.header().ssrc() || next.header().marker()
                || next.atNs() - last.atNs() > PAUSE_NS;
    }

    private static Timed timed(WirePacket packet, List<Timed> before) {
        if (before.isEmpty()) {
            return new Timed(packet, 0);
        }
        var last = before.getLast();
        // The difference of two 32-bit timestamps is small, whichever way the counter wrapped.
        int step = (int) (packet.header().timestamp() - last.packet.header().timestamp());
        return new Timed(packet, last.samples + step);
    }

    private void finish(List<Timed> spurt, List<Placed> placed) {
        var seen = new HashSet<Header>();
        var once = spurt.stream().filter(timed -> seen.add(timed.packet.header())).toList();
        long anchorNs = Long.MIN_VALUE;
        for (int i = 0; i < once.size(); i++) {
            long usualNs = medianTransitNs(once, i);
            if (anchorNs == Long.MIN_VALUE || Math.abs(usualNs - anchorNs) > WORTH_MOVING_NS) {
                anchorNs = usualNs;
            }
            var timed = once.get(i);
            placed.add(new Placed(timed.packet, anchorNs + timed.ns() - beforeNs,
                    timed.packet.atNs() - beforeNs));
        }
    }

    private static long medianTransitNs(List<Timed> spurt, int around) {
        int from = Math.max(0, around - NEIGHBOURS);
        int to = Math.min(spurt.size(), around + NEIGHBOURS + 1);
        long[] transits = spurt.subList(from, to).stream().mapToLong(Timed::transitNs).toArray();
        Arrays.sort(transits);
        return transits[transits.length / 2];
    }

    /** A packet and its timestamp, counted in samples from the first of its spurt. */
    private record Timed(WirePacket packet, long samples) {

        long ns() {
            return samples * WireTrack.SAMPLE_NS;
        }

        long transitNs() {
            return packet.atNs() - ns();
        }
    }
}
