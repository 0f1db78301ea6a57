package io.antiphon.media.floor;

import io.antiphon.speech.UtteranceId;

/**
 * Who may be heard in a call.
 *
 * <pre>
 *                         voice                 hush
 *          +--------+ ------------> +--------+ ------> +---------+
 *          |  Open  |               | Caller | <------ | Pausing |
 *          +--------+ <--+          +--------+  voice  +---------+
 *   agent   |      ^     |              ^                |    ^
 *   starts  |      |     +--------------|----------------+    |
 *           |      | agent       hush, longer                 |
 *           v      | ends               |                     |
 *          +--------+                   | CUT: voice goes on, words, a digit;
 *          | Agent  |                   | or the agent ends   |
 *          +--------+                   |                     |
 *    voice  |      ^ dismissed      ....+.....................+....
 *           v      |                :                             :
 *          +--------+ hush  +------+  voice   +--------+          :
 *          | Ducked | ----> | Loud | -------> | Ducked |          :
 *          +--------+       +------+          +--------+          :
 *           | voice goes on    ^ hush, words unknown              :
 *           v                  |                                  :
 *          +--------+ ---------+                                  :
 *          |  Held  | -----> Agent, when the words are none or only show that the caller listens
 *          +--------+                                             :
 *           :.....................................................:
 * </pre>
 *
 * An agent who starts while the caller has the floor is Held, or Loud if nothing may interrupt it.
 * Positions are samples of the caller's sound.
 */
public sealed interface Floor {

    /** Nobody speaks. */
    record Open() implements Floor {}

    /** The caller speaks, and began at {@code onset}. */
    record Caller(long onset) implements Floor {}

    /** The caller fell silent and may not have finished. */
    record Pausing(long onset) implements Floor {}

    /** The agent speaks. */
    record Agent(UtteranceId utterance, Interruption interruption) implements Floor {}

    /** Both made themselves heard; the agent speaks at full voice until it is known what the caller said. */
    record Loud(Overlap overlap) implements Floor {}

    /** Both speak, the agent softly. */
    record Ducked(Overlap overlap) implements Floor {}

    /** The agent fell silent in mid-word, and may yet go on. */
    record Held(Overlap overlap) implements Floor {}

    /**
     * The caller spoke while the agent did.
     *
     * @param onset where the caller began
     * @param paused whether the caller is silent, and the ears know it
     */
    record Overlap(UtteranceId utterance, Interruption interruption, long onset, boolean paused) {

        Overlap pauses() {
            return new Overlap(utterance, interruption, onset, true);
        }

        Overlap goesOn() {
            return new Overlap(utterance, interruption, onset, false);
        }

        Overlap from(long newOnset) {
            return new Overlap(utterance, interruption, newOnset, false);
        }

        Overlap with(UtteranceId newUtterance, Interruption newInterruption) {
            return new Overlap(newUtterance, newInterruption, onset, paused);
        }

        /** The same without the agent. */
        Floor callerAlone() {
            return paused ? new Pausing(onset) : new Caller(onset);
        }

        /** The same without the caller. */
        Floor agentAlone() {
            return new Agent(utterance, interruption);
        }
    }
}
