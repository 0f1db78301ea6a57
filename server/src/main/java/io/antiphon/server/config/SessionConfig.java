package io.antiphon.server.config;

import java.time.Duration;

/**
 * When conversations are gone on with, and when they are given up.
 *
 * @param resumeWithin how long a caller who was cut off has to ring again; zero: every call begins anew
 * @param staleAfter how long nothing may come of a call; zero: without end
 */
public record SessionConfig(Duration resumeWithin, Duration staleAfter) {

    public static final SessionConfig USUAL = new SessionConfig(Duration.ofMinutes(10),
            Duration.ofMinutes(5));
}
