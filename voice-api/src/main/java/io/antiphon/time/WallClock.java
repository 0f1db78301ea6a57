package io.antiphon.time;

import java.time.Instant;

/** The time of day, for timestamps on records. Durations come from {@link NanoClock} instead. */
@FunctionalInterface
public interface WallClock {

    Instant now();
}
