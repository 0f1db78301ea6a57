package io.antiphon.media.net;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.random.RandomGenerator;

/**
 * The ports that calls may use, in pairs of an even one and the next. A pair is drawn at random, so that a
 * stranger cannot tell the next call's, and rests for 30 s after a call, so that a stream which did not
 * hear of the end is not heard by another.
 *
 * <p>Any thread: all lanes draw from one range. Each pair is one number that is compared and set.
 */
public final class PortRange {

    static final long REST_NS = TimeUnit.SECONDS.toNanos(30);

    private static final long FREE = Long.MIN_VALUE;
    private static final long TAKEN = Long.MAX_VALUE;

    private final int first;
    private final RandomGenerator random;
    private final AtomicLongArray restsUntilNs;

    /** From and to are the lowest and the highest port that may be used; the range holds a pair at least. */
    public PortRange(int from, int to, RandomGenerator random) {
        first = from + (from & 1);
        int pairs = (to - first + 1) / 2;
        if (from < 1 || to > 65_535 || pairs < 1) {
            throw new IllegalArgumentException(
                    "the RTP ports " + from + " to " + to
                            + " hold no even port with an odd one above it");
        }
        this.random = random;
        restsUntilNs = new AtomicLongArray(pairs);
        for (int pair = 0; pair < pairs; pair++) {
            restsUntilNs.set(pair, FREE);
        }
    }

    int pairs() {
        return restsUntilNs.length();
    }

    /** An even port that now belongs to the caller, or -1. */
    int take(long nowNs) {
        int start = random.nextInt(pairs());
        for (int i = 0; i < pairs(); i++) {
            int pair = (start + i) % pairs();
            long until = restsUntilNs.get(pair);
            boolean ready = until == FREE || (until != TAKEN && nowNs - until >= 0);
            if (ready && restsUntilNs.compareAndSet(pair, until, TAKEN)) {
                return first + 2 * pair;
            }
        }
        return -1;
    }

    /** A call has ended, or somebody else holds the port. */
    void release(int port, long nowNs) {
        restsUntilNs.set((port - first) / 2, nowNs + REST_NS);
    }

    @Override
    public String toString() {
        return first + " to " + (first + 2 * pairs() - 1);
    }
}
