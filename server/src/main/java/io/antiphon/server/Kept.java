package io.antiphon.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is open, to be closed in the opposite order, whatever one of it thinks of its end. One thread. */
final class Kept implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Kept.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    <T extends AutoCloseable> T keep(T thing) {
        open.push(thing);
        return thing;
    }

    /** Closed before all that is kept already. */
    void push(AutoCloseable closing) {
        open.push(closing);
    }

    /** Closed after all that is kept. */
    void last(AutoCloseable closing) {
        open.addLast(closing);
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                // The others must be closed as well.
                LOG.error("something does not close", e);
            }
        }
    }
}
