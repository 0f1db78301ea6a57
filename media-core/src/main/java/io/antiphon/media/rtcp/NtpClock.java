package io.antiphon.media.rtcp;

import io.antiphon.time.WallClock;
import java.time.Instant;

/**
 * The time of day in the 64 bits of NTP, as sender reports want it. Read from the wall clock once, and from
 * then on told by the monotonic clock, so that it never jumps within a call.
 */
final class NtpClock {

    /** Seconds between 1900, where NTP begins, and 1970. */
    private static final long EPOCH = 2_208_988_800L;

    private static final long SECOND_NS = 1_000_000_000;

    private final long seconds;
    private final long nanos;
    private final long readAtNs;

    NtpClock(WallClock wall, long nowNs) {
        Instant now = wall.now();
        seconds = now.getEpochSecond() + EPOCH;
        nanos = now.getNano();
        readAtNs = nowNs;
    }

    long at(long nowNs) {
        long sinceNs = nanos + nowNs - readAtNs;
        long whole = seconds + Math.floorDiv(sinceNs, SECOND_NS);
        long fraction = (Math.floorMod(sinceNs, SECOND_NS) << 32) / SECOND_NS;
        return whole << 32 | fraction;
    }

    /** The middle 32 bits: seconds in 16.16, which come around every 18 hours. */
    static int middle(long ntp) {
        return (int) (ntp >>> 16);
    }
}
