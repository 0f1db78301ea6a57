package io.antiphon.media;

/**
 * What happened to the frames of all calls together.
 *
 * @param seatsTaken calls at this moment
 * @param seats calls that fit in
 * @param framesHeard frames that came from callers
 * @param framesDropped frames for which the ring had no room
 * @param framesOfDeparted frames whose caller had left when their turn came
 * @param framesFed frames that reached the ears
 * @param beats frames that went out
 * @param lateBeats of those, how many were late
 * @param skippedBeats frames that were too late to go out
 */
public record ServerSnapshot(int seatsTaken, int seats, long framesHeard, long framesDropped,
        long framesOfDeparted, long framesFed, long beats, long lateBeats, long skippedBeats) {}
