package io.antiphon.server.load;

import io.antiphon.time.NanoClock;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks twice a second how the house bears its load. The watchdog thread measures and judges; any thread may ask.
 */
public final class LoadWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoadWatch.class);
    private static final long EVERY_MS = 500;

    private final Supplier<Load> meter;
    private final NanoClock clock;
    private final OverloadRules rules = new OverloadRules();
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean isBlind;
    private volatile Set<OverloadRules.Reason> reasons = Set.of();

    LoadWatch(Supplier<Load> meter, NanoClock clock) {
        this.meter = meter;
        this.clock = clock;
    }

    /** Watches from now on. */
    public static LoadWatch start(LoadMeter meter, NanoClock clock, ThreadFactory threads) {
        var watch = new LoadWatch(meter::measure, clock);
        threads.newThread(watch::run).start();
        return watch;
    }

    private void run() {
        try {
            while (!closed.await(EVERY_MS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The watchdog's. While nothing can be measured nobody is turned away for what was measured before. */
    void look() {
        Load load;
        try {
            load = meter.get();
            isBlind = false;
        } catch (RuntimeException mistake) {
            if (!isBlind) {
                LOG.error("the load cannot be measured", mistake);
            }
            isBlind = true;
            reasons = Set.of();
            return;
        }
        var now = Set.copyOf(rules.judge(load, clock.nanoTime()));
        if (!now.equals(reasons)) {
            LOG.warn("overload: reasons={} late frames={} processor={} sip lag ms={}", now,
                    load.lateShare(), load.processor(),
                    TimeUnit.NANOSECONDS.toMillis(load.sipLagNs()));
            reasons = now;
        }
    }

    /** Any thread: whether one more call would harm those that are up. */
    public boolean isOverloaded() {
        return !reasons.isEmpty();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
