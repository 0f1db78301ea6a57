package io.antiphon.server.call;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Everything that happens to a call, in order. Any thread posts; the call's thread alone takes. Posting
 * never waits: the posters run on event loops. Those that post at the same instant contend for the queue's
 * lock, a handful of times a second.
 */
final class CallMailbox {

    // Some hundred events a minute are usual; a call that lets so many pile up is lost.
    private static final int CAPACITY = 1_024;

    private final BlockingQueue<CallEvent> events = new ArrayBlockingQueue<>(CAPACITY);
    private volatile boolean hasOverflowed;

    /** From any thread. */
    void post(CallEvent event) {
        if (!events.offer(event)) {
            hasOverflowed = true;
        }
    }

    /** The next event; empty if there is none for so long. */
    Optional<CallEvent> take(long waitNs) throws InterruptedException {
        return Optional.ofNullable(events.poll(waitNs, TimeUnit.NANOSECONDS));
    }

    /** Whether an event was turned away, after which the call's state can no longer be trusted. */
    boolean hasOverflowed() {
        return hasOverflowed;
    }
}
