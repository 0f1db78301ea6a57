package io.antiphon.sip.core;

import io.antiphon.time.NanoClock;
import io.antiphon.time.Timers;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Timers of the sip thread. */
final class LoopTimers implements Timers {

    private final ScheduledExecutorService loop;
    private final NanoClock clock;

    LoopTimers(ScheduledExecutorService loop, NanoClock clock) {
        this.loop = loop;
        this.clock = clock;
    }

    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    @Override
    public Timer after(long delayNs, Runnable task) {
        var future = loop.schedule(task, delayNs, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }
}
