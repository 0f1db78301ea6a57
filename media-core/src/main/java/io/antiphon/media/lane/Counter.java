package io.antiphon.media.lane;

import java.util.concurrent.atomic.AtomicLong;

/** Counts for one thread, and may be read by any. */
final class Counter {

    private final AtomicLong value = new AtomicLong();

    void increment() {
        add(1);
    }

    void add(long count) {
        // There is one writer, so nothing can come between reading and writing.
        value.setRelease(value.getPlain() + count);
    }

    long value() {
        return value.getAcquire();
    }
}
