package io.antiphon.server.call;

import io.antiphon.call.CallId;
import io.antiphon.time.NanoClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How every call stands, and how the last ones ended. The calls' threads write, a handful of times a call;
 * whoever asks reads. They contend for the lock, which nobody holds while waiting.
 */
public final class CallBook {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<CallId, CallView> views = new LinkedHashMap<>();
    private final int endedKept;
    private final NanoClock clock;
    private int ended;

    /** Keeps so many of the calls that have ended. */
    public CallBook(int endedKept, NanoClock clock) {
        this.endedKept = endedKept;
        this.clock = clock;
    }

    /** A call has changed. */
    public void note(CallView view) {
        lock.lock();
        try {
            views.put(view.id(), view);
            if (view.state() == CallView.State.ENDED && ++ended > endedKept) {
                forgetOne();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void forgetOne() {
        var eldest = views.values().iterator();
        while (eldest.hasNext()) {
            if (eldest.next().state() == CallView.State.ENDED) {
                eldest.remove();
                ended--;
                return;
            }
        }
    }

    /** In the order in which they began. */
    public List<CallView> all() {
        lock.lock();
        try {
            return List.copyOf(views.values());
        } finally {
            lock.unlock();
        }
    }

    /** Empty for a call that never was, or is forgotten. */
    public Optional<CallView> find(CallId id) {
        lock.lock();
        try {
            return Optional.ofNullable(views.get(id));
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a call is beyond a version or has ended, or so long; answers how it stands then. */
    public Optional<CallView> follow(CallId id, long version, Duration patience)
            throws InterruptedException {
        long untilNs = clock.nanoTime() + patience.toNanos();
        lock.lockInterruptibly();
        try {
            var view = Optional.ofNullable(views.get(id));
            long leftNs = patience.toNanos();
            while (view.filter(now -> now.version() <= version
                    && now.state() != CallView.State.ENDED).isPresent() && leftNs > 0) {
                changed.await(leftNs, TimeUnit.NANOSECONDS);
                leftNs = untilNs - clock.nanoTime();
                view = Optional.ofNullable(views.get(id));
            }
            return view;
        } finally {
            lock.unlock();
        }
    }
}
