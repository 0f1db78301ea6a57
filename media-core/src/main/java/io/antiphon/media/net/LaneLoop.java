package io.antiphon.media.net;

import io.antiphon.time.Timers;
import java.util.Optional;

/** A lane's thread: its timers, its sockets, and the way for others to hand it work. */
public interface LaneLoop extends Timers, AutoCloseable {

    /** Runs the task once at a moment of {@link #nanoTime}, or as soon as possible if that has passed. */
    Timer at(long deadlineNs, Runnable task);

    /** Any thread: whether it is the lane's. */
    boolean inLoop();

    /** Any thread: runs the task on the lane's. False if the loop has ended. */
    boolean execute(Runnable task);

    /**
     * Any thread: a pair of ports for one call, read on this loop. Elsewhere than on the loop it waits until the
     * loop has bound them. Empty if the loop has ended or the range of ports has none left.
     */
    Optional<RtpPort> open();

    /** Any thread but the loop's: ends it, and waits for that. */
    @Override
    void close();
}
