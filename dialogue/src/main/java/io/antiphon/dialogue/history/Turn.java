package io.antiphon.dialogue.history;

import io.antiphon.speech.UtteranceId;

/** One contribution to a conversation. */
public sealed interface Turn {

    /** What the recogniser understood. */
    record CallerSaid(String text) implements Turn {}

    /** A key, told by the caller's telephone. */
    record CallerPressed(char key) implements Turn {}

    /**
     * What the agent said.
     *
     * @param text all that it meant to say
     * @param heard what the caller heard of it, to the word
     */
    record AgentSaid(UtteranceId utterance, String text, String heard, boolean interrupted)
            implements
                Turn {}
}
