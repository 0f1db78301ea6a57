package io.antiphon.dialogue.llm.route;

import java.util.random.RandomGenerator;

/**
 * How long to wait before all are asked once more: up to {@code firstNs} the first time, twice that the second, and so
 * on, never more than {@code mostNs}. How much of it is left to chance, so that not all calls come back at once.
 */
public record Backoff(long firstNs, long mostNs) {

    public static final Backoff USUAL = new Backoff(200_000_000, 2_000_000_000);

    private static final int MOST_DOUBLINGS = 20;

    public Backoff {
        if (firstNs < 1 || mostNs < firstNs) {
            throw new IllegalArgumentException("a back-off of " + firstNs + " to " + mostNs);
        }
    }

    /** @param again 1 before the first repetition; at least half of what it could be, so that it is a wait at all */
    long delayNs(int again, RandomGenerator random) {
        long longest = Math.min(mostNs, firstNs << Math.min(MOST_DOUBLINGS, again - 1));
        return longest / 2 + random.nextLong(longest / 2 + 1);
    }
}
