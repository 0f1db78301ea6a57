package io.antiphon.media;

import java.util.OptionalDouble;

/**
 * How the media of one call went so far.
 *
 * @param lost packets that never came
 * @param late packets that came when their sound had been concealed already
 * @param foreign packets from strangers, dropped
 * @param malformed packets that could not be read, dropped
 * @param jitterMs as in RFC 3550, section 6.4.1
 * @param roundTripMs from RTCP; empty until the other side has reported
 * @param lateBeats how often we sent later than we should have
 * @param skippedBeats how often we were too late to send at all
 */
public record MediaSnapshot(long packetsReceived, long packetsSent, long lost, long late,
        long duplicate, long foreign, long malformed, double jitterMs, OptionalDouble roundTripMs,
        long lateBeats, long skippedBeats) {

    public static final MediaSnapshot EMPTY = new MediaSnapshot(0, 0, 0, 0, 0, 0, 0, 0,
            OptionalDouble.empty(), 0, 0);
}
