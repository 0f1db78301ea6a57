package io.antiphon.media;

import io.antiphon.media.floor.FloorPolicy;
import java.net.InetAddress;
import java.time.Duration;

/**
 * The media part of the configuration.
 *
 * @param lanes how many event loops share the calls
 * @param seatsPerLane how many calls a lane takes
 * @param bindAddress where we receive
 * @param firstPort the first of the ports for media; a call takes an even one and the next
 * @param lastPort the last of them
 * @param floor how patient the agent is
 * @param mediaTimeout how long nothing may come from a caller before the call is told
 */
public record MediaConfig(int lanes, int seatsPerLane, InetAddress bindAddress, int firstPort,
        int lastPort, FloorPolicy floor, Duration mediaTimeout) {

    /** What a lane takes at the most. */
    public static final int MOST_SEATS = 1_000;

    public MediaConfig {
        if (lanes < 1 || lanes > 64 || seatsPerLane < 1 || seatsPerLane > MOST_SEATS) {
            throw new IllegalArgumentException(
                    "lanes are 1 to 64, seats 1 to " + MOST_SEATS + ": " + lanes + ", "
                            + seatsPerLane);
        }
        if (firstPort < 1 || lastPort <= firstPort || lastPort > 65_535) {
            throw new IllegalArgumentException(
                    "ports go from a smaller to a greater: " + firstPort + ", " + lastPort);
        }
        if (mediaTimeout.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("media timeout is under a second: " + mediaTimeout);
        }
    }
}
