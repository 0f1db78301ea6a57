package io.antiphon.media.floor;

import io.antiphon.speech.UtteranceId;

/** What can change who holds the floor. */
public sealed interface FloorEvent
        permits
        Heard,
        FloorEvent.AgentStarts,
        FloorEvent.AgentEnds,
        FloorEvent.Digit {

    /** The first frame of an utterance has left. */
    record AgentStarts(UtteranceId utterance, Interruption interruption) implements FloorEvent {}

    /** The last frame of an utterance has left, or what remained of it was dropped. */
    record AgentEnds(UtteranceId utterance) implements FloorEvent {}

    /** The caller pressed a key. */
    record Digit(char key) implements FloorEvent {}
}
