package io.antiphon.media;

import io.antiphon.media.floor.FloorRecord;

/** Whoever holds the call. Called on the lane's and the hearing thread; must neither wait nor throw. */
@FunctionalInterface
public interface MediaListener {

    void happened(MediaEvent event);

    /** Each change of the floor, for the trace; from these records the call can be judged again. */
    default void floorMoved(FloorRecord move) {}
}
