package io.antiphon.cli.phone;

import java.util.Arrays;
import java.util.Locale;

/** How late the packets of a phone left. A measurement is worth no more than the punctuality of its gauge. */
public final class Pacing {

    private static final double NS_PER_MS = 1e6;

    private long[] lateNs = new long[4_096];
    private int count;

    void left(long byNs) {
        if (count == lateNs.length) {
            lateNs = Arrays.copyOf(lateNs, 2 * count);
        }
        lateNs[count++] = byNs;
    }

    /** At that share of the packets, from 0 to 1, or earlier. */
    double lateMs(double share) {
        if (count == 0) {
            return 0;
        }
        var sorted = Arrays.copyOf(lateNs, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.round(share * (count - 1))] / NS_PER_MS;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT,
                "late by %.1f ms in the median, %.1f at p99, %.1f at worst", lateMs(0.5),
                lateMs(0.99), lateMs(1));
    }
}
