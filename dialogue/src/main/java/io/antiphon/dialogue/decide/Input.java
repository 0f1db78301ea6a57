package io.antiphon.dialogue.decide;

import java.util.Map;

/** What happens to a conversation. */
public sealed interface Input {

    /** The call is up; the agent begins. */
    record Opening() implements Input {}

    /** Who was cut off has rung again: the agent goes on where it was. */
    record Resumed() implements Input {}

    /** Nothing has come of the conversation for so long that it is to end. */
    record Stale() implements Input {}

    /**
     * The caller has finished saying something.
     *
     * @param confidence from 0 to 1, how far these words can be relied on
     */
    record Said(String text, double confidence) implements Input {

        /** Words that there is no doubt about. */
        public Said(String text) {
            this(text, 1);
        }
    }

    /** The caller pressed a key: 0 to 9, * or #. */
    record Pressed(char key) implements Input {}

    /** The caller was to be handed on, and is still here. */
    record NotTransferred() implements Input {}

    /** The caller was waited for and said nothing. */
    record Silence() implements Input {}

    /**
     * A language model that words an answer asks for something that is the conversation's to do.
     *
     * @param tool one that it was offered
     * @param with its arguments as text
     */
    record Asked(String tool, Map<String, String> with) implements Input {
        public Asked {
            with = Map.copyOf(with);
        }
    }

    /** Work that was done outside of the conversation has come to an end, see {@link Errand#number}. */
    record WorkReturned(int number, Returned returned) implements Input {}
}
