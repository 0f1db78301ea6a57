package io.antiphon.media.floor;

import java.util.List;

/** What follows from an event. */
public sealed interface Step {

    /** Nothing: the common case, which costs no memory. */
    enum Stay implements Step {
        STAY
    }

    /** Another floor, and what is to be done about it, in order. */
    record Move(Floor floor, List<Order> orders) implements Step {

        public Move {
            orders = List.copyOf(orders);
        }
    }

    /** What is to be done. */
    enum Order {

        /** To the ears: the caller begins to speak. */
        SPEECH_STARTS,

        /** To the ears: the caller fell silent; say what you have. */
        SPEECH_PAUSES,

        /** To the ears: the pause was none. */
        SPEECH_GOES_ON,

        /** To all: the caller has finished, and it is the agent's turn. */
        TURN_OVER,

        /** To the playout: speak softly. */
        DUCK,

        /** To the playout: be silent, and keep your place. */
        HOLD,

        /** To the playout: go on from the very sample, at full voice. */
        RESUME,

        /** To the playout: forget what you were saying. */
        CUT,

        /** To the ears: the caller only showed that they listen, or made a noise; forget it. */
        BACKCHANNEL,

        /** To the ears: the caller, alone, made a noise without words; forget it. */
        FALSE_START
    }
}
