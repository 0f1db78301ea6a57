package io.antiphon.dialogue;

import io.antiphon.time.WallClock;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** A Tuesday noon, at which all conversations of the tests take place. */
public final class Noon {

    public static final LocalDateTime NOW = LocalDateTime.of(2026, 3, 10, 12, 0);
    public static final WallClock CLOCK = () -> NOW.atZone(ZoneId.systemDefault()).toInstant();

    private Noon() {}
}
