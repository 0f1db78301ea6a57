package io.antiphon.media.lane;

import io.antiphon.media.ServerSnapshot;
import java.util.List;
import java.util.function.ToLongFunction;

/** What happened to the frames of a lane, room by room. */
final class LaneCounters {

    // Written by the lane.
    final Counter received = new Counter();
    final Counter echoed = new Counter();
    final Counter ringFull = new Counter();
    final Counter beats = new Counter();
    final Counter lateBeats = new Counter();
    final Counter skippedBeats = new Counter();
    final Counter digitsRefused = new Counter();
    final Counter brokenInLane = new Counter();

    // Written by hearing.
    final Counter heard = new Counter();
    final Counter departed = new Counter();
    final Counter brokenInHearing = new Counter();

    // Written by feeding.
    final Counter fed = new Counter();
    final Counter keptBack = new Counter();
    final Counter departedUnfed = new Counter();
    final Counter brokenInFeeding = new Counter();

    static ServerSnapshot sum(List<LaneCounters> lanes, int seatsTaken, int seats) {
        ToLongFunction<ToLongFunction<LaneCounters>> sum = counter -> lanes.stream()
                .mapToLong(counter)
                .sum();
        return new ServerSnapshot(seatsTaken, seats, sum.applyAsLong(lane -> lane.received.value()),
                sum.applyAsLong(lane -> lane.echoed.value()),
                sum.applyAsLong(lane -> lane.ringFull.value()),
                sum.applyAsLong(lane -> lane.heard.value()),
                sum.applyAsLong(lane -> lane.departed.value()),
                sum.applyAsLong(lane -> lane.fed.value()),
                sum.applyAsLong(lane -> lane.keptBack.value()),
                sum.applyAsLong(lane -> lane.departedUnfed.value()),
                sum.applyAsLong(lane -> lane.beats.value()),
                sum.applyAsLong(lane -> lane.lateBeats.value()),
                sum.applyAsLong(lane -> lane.skippedBeats.value()),
                sum.applyAsLong(lane -> lane.digitsRefused.value()),
                sum.applyAsLong(lane -> lane.brokenInLane.value() + lane.brokenInHearing.value()
                        + lane.brokenInFeeding.value()));
    }
}
