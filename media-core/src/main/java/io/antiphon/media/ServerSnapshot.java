package io.antiphon.media;

/**
 * What happened to the frames of all calls together. Each room's sums agree once the frames on their way
 * have arrived: received = echoed + ringFull + heard + departed, heard = fed + keptBack + departedUnfed.
 *
 * @param seatsTaken calls at this moment
 * @param seats calls that fit in
 * @param received frames that came from callers
 * @param echoed frames sent back to where they came from
 * @param ringFull frames for which the ring had no room
 * @param heard frames that the detector judged
 * @param departed frames whose caller had left before they were judged
 * @param fed frames that reached the ears
 * @param keptBack frames without speech, which the ears need not hear
 * @param departedUnfed frames whose caller had left before they were fed
 * @param beats frames that were due to go out
 * @param lateBeats of those, how many went out late
 * @param skippedBeats of those, how many were too late to go out
 * @param digitsRefused keys to be pressed that could not be
 * @param broken calls that a mistake of ours ended
 */
public record ServerSnapshot(int seatsTaken, int seats, long received, long echoed, long ringFull,
        long heard, long departed, long fed, long keptBack, long departedUnfed, long beats,
        long lateBeats, long skippedBeats, long digitsRefused, long broken) {}
