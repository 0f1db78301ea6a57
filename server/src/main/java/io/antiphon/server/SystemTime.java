package io.antiphon.server;

import io.antiphon.time.NanoClock;
import io.antiphon.time.WallClock;
import java.time.Instant;

/** The one reader of the machine's clocks. */
public final class SystemTime {

    /** On Linux this is CLOCK_MONOTONIC, so readings of two processes of one machine can be compared. */
    public static final NanoClock NANOS = System::nanoTime;

    public static final WallClock WALL = Instant::now;

    private SystemTime() {}
}
