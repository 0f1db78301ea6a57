package io.antiphon.sip.ping;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.antiphon.sip.ping.Reachability.State;
import io.antiphon.time.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Decides when one other end is asked whether it is there, and what its answers mean. Belongs to the sip thread,
 * which is also the thread of its {@link Timers}.
 *
 * <pre>
 *   UNKNOWN ──any final answer──► REACHABLE, asked again after the interval
 *      │                            ▲  │
 *      └──503, 408, silence──► UNREACHABLE, asked again after 10 s
 * </pre>
 *
 * <p>A 401, 404 or 405 comes from somebody who is there; whether they like us is for calls to find out.
 */
public final class Pinger {

    private static final long FIRST_NS = SECONDS.toNanos(1);
    private static final long AFTER_FAILURE_NS = SECONDS.toNanos(10);

    private final long intervalNs;
    private final Link link;
    private final Timers timers;
    private final RandomGenerator random;
    private final Runnable changed;
    private Reachability known = Reachability.UNKNOWN;
    private Timers.Timer pending = () -> {};
    private boolean isStopped;

    /** Carries the question. */
    @FunctionalInterface
    public interface Link {

        /** Asks once, and later calls {@link #answered} or {@link #unanswered}, once. */
        void ask();
    }

    /** {@code changed} runs after every change of {@link #known()}. */
    public Pinger(Duration interval, Link link, Timers timers, RandomGenerator random,
            Runnable changed) {
        this.intervalNs = interval.toNanos();
        this.link = link;
        this.timers = timers;
        this.random = random;
        this.changed = changed;
    }

    public Reachability known() {
        return known;
    }

    /** Asks for the first time within a second, for there may be many. */
    public void start() {
        later((long) (random.nextDouble() * FIRST_NS));
    }

    /** Asks no more, and forgets what it has asked. */
    public void stop() {
        isStopped = true;
        pending.cancel();
    }

    /** A final answer. */
    public void answered(int status, String reason, Duration roundTrip) {
        if (status == 503 || status == 408) {
            unanswered(status + " " + reason);
        } else {
            settle(new Reachability(State.REACHABLE, Optional.of(roundTrip), Optional.empty()),
                    intervalNs);
        }
    }

    /** There is no way, or no answer. */
    public void unanswered(String why) {
        settle(new Reachability(State.UNREACHABLE, Optional.empty(), Optional.of(why)),
                Math.min(intervalNs, AFTER_FAILURE_NS));
    }

    private void settle(Reachability next, long delayNs) {
        if (isStopped) {
            return;
        }
        // Up to a tenth less, so that many are not asked in step.
        later(delayNs - (long) (random.nextDouble() * 0.1 * delayNs));
        if (!next.equals(known)) {
            known = next;
            changed.run();
        }
    }

    private void later(long delayNs) {
        pending = timers.after(delayNs, link::ask);
    }
}
