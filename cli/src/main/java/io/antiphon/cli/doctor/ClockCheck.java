package io.antiphon.cli.doctor;

import io.antiphon.time.NanoClock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** How finely the clock ticks, and how punctually this machine wakes a thread up every 10 ms for a second. */
final class ClockCheck implements Check {

    private static final int READINGS = 20_000;
    private static final int BEATS = 100;
    private static final long BEAT_NS = 10_000_000;
    private static final long COARSE_NS = 100_000;
    private static final double LATE_MS = 5;
    private static final double NS_PER_MS = 1e6;

    private final NanoClock clock;

    ClockCheck(NanoClock clock) {
        this.clock = clock;
    }

    @Override
    public List<Finding> findings() {
        long stepNs = leastStepNs();
        var resolution = stepNs <= COARSE_NS
                ? Finding.ok("clock", "ticks every " + stepNs + " ns or less")
                : Finding.failure("clock", "ticks every " + stepNs / 1_000 + " µs",
                        "sound cannot be paced by it; on a virtual machine choose the clock source tsc or kvm-clock");
        return List.of(resolution, pacing());
    }

    private long leastStepNs() {
        long least = Long.MAX_VALUE;
        long last = clock.nanoTime();
        for (int i = 0; i < READINGS; i++) {
            long now = clock.nanoTime();
            if (now > last) {
                least = Math.min(least, now - last);
            }
            last = now;
        }
        return least;
    }

    private Finding pacing() {
        var lateMs = new double[BEATS];
        long startNs = clock.nanoTime();
        for (int i = 0; i < BEATS; i++) {
            long dueNs = startNs + (i + 1) * BEAT_NS;
            for (long waitNs = dueNs - clock.nanoTime(); waitNs > 0; waitNs = dueNs
                    - clock.nanoTime()) {
                LockSupport.parkNanos(waitNs);
            }
            lateMs[i] = (clock.nanoTime() - dueNs) / NS_PER_MS;
        }
        Arrays.sort(lateMs);
        double usual = lateMs[BEATS / 2];
        double worst = lateMs[BEATS - 2];
        var detail = String.format(Locale.ROOT, "a beat is %.2f ms late, %.2f ms in one of fifty",
                usual, worst);
        return worst <= LATE_MS
                ? Finding.ok("pacing", detail)
                : Finding.warning("pacing", detail,
                        "something else keeps the processor; see 'priority'");
    }
}
