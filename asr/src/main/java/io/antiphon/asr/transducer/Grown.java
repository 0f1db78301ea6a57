package io.antiphon.asr.transducer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The readings that grow out of the last frame's; those with the same pieces become one. */
final class Grown {

    private static final Comparator<Reading> BEST_FIRST = Comparator.comparingDouble(Reading::worth)
            .reversed();

    /** A way to go on: with a piece, or with none. */
    private record Way(Reading from, int piece, double logProb, double worth) {}

    private final Expectation expectation;
    private final int frame;
    private final int most;
    private final List<Way> ways = new ArrayList<>();

    /** For so many readings at the most, in a frame. */
    Grown(Expectation expectation, int frame, int most) {
        this.expectation = expectation;
        this.frame = frame;
        this.most = most;
    }

    /** No piece was named. */
    void stay(Reading from, double logProb) {
        offer(new Way(from, -1, logProb, from.worth() + logProb));
    }

    void name(Reading from, int piece, double logProb) {
        double gain = expectation.gain(from.expectation(), piece);
        offer(new Way(from, piece, logProb, from.worth() + logProb + gain));
    }

    /** Keeps twice as many as there will be readings, for no more than two ways lead to the same pieces. */
    private void offer(Way way) {
        if (!(way.worth() > Double.NEGATIVE_INFINITY)) {
            return;
        }
        int place = ways.size();
        while (place > 0 && ways.get(place - 1).worth() < way.worth()) {
            place--;
        }
        if (place < 2 * most) {
            ways.add(place, way);
        }
        if (ways.size() > 2 * most) {
            ways.removeLast();
        }
    }

    /** The best readings, best first; none if no way had a likelihood at all. */
    List<Reading> best() {
        var readings = new ArrayList<Reading>();
        for (var way : ways) {
            add(way, readings);
        }
        readings.sort(BEST_FIRST);
        return readings.size() > most ? readings.subList(0, most) : readings;
    }

    private void add(Way way, List<Reading> readings) {
        var reading = reading(way);
        for (int i = 0; i < readings.size(); i++) {
            if (readings.get(i).pieces().areThoseOf(reading.pieces())) {
                readings.set(i, readings.get(i).joined(reading));
                return;
            }
        }
        readings.add(reading);
    }

    private Reading reading(Way way) {
        var from = way.from();
        return way.piece() < 0
                ? from.stayed(way.worth())
                : Reading.of(from.pieces().and(way.piece(), frame, way.logProb()), way.worth(),
                        expectation.next(from.expectation(), way.piece()));
    }
}
