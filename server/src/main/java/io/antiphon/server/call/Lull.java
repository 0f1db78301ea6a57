package io.antiphon.server.call;

import io.antiphon.time.NanoClock;

/**
 * How long a caller has been silent, and how long nothing has come of the conversation: no word, no key, no errand.
 * Owned by the call's thread.
 */
final class Lull {

    private final NanoClock clock;
    private final Waits waits;
    private boolean isWatching;
    private long quietSinceNs;
    private long lastNs;

    /**
     * How long one waits.
     *
     * @param silenceNs until the agent asks
     * @param staleNs with nothing coming of it, until the agent says goodbye; 0: without end
     */
    record Waits(long silenceNs, long staleNs) {}

    Lull(NanoClock clock, Waits waits) {
        this.clock = clock;
        this.waits = waits;
    }

    /** The call is up; before that nobody is waited for. */
    void watch() {
        isWatching = true;
        begins();
        happened();
    }

    /** Nobody speaks any more. */
    void begins() {
        quietSinceNs = clock.nanoTime();
    }

    /** Something came of it. */
    void happened() {
        lastNs = clock.nanoTime();
    }

    /** The caller said this, which may be nothing. */
    void said(String text) {
        if (!text.isBlank()) {
            happened();
        }
    }

    /**
     * How long to wait until one of them has been too long.
     *
     * @param isSilent whether nobody speaks
     * @param isBusy whether something is going on, which will come to its end
     */
    long patienceNs(boolean isSilent, boolean isBusy) {
        if (!isWatching) {
            return Long.MAX_VALUE;
        }
        long silenceNs = isSilent
                ? Math.max(0, quietSinceNs + waits.silenceNs() - clock.nanoTime())
                : Long.MAX_VALUE;
        return Math.min(silenceNs, untilStaleNs(isBusy));
    }

    /** Whether nothing has come of it for too long. */
    boolean isStale(boolean isBusy) {
        return untilStaleNs(isBusy) == 0;
    }

    private long untilStaleNs(boolean isBusy) {
        if (isBusy) {
            happened();
        }
        return waits.staleNs() == 0
                ? Long.MAX_VALUE
                : Math.max(0, lastNs + waits.staleNs() - clock.nanoTime());
    }
}
