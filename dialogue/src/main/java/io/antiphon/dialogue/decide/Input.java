package io.antiphon.dialogue.decide;

/** What happens to a conversation. */
public sealed interface Input {

    /** The call is up; the agent begins. */
    record Opening() implements Input {}

    /** The caller has finished saying something. */
    record Said(String text) implements Input {}

    /** The caller pressed a key: 0 to 9, * or #. */
    record Pressed(char key) implements Input {}

    /** The caller was waited for and said nothing. */
    record Silence() implements Input {}
}
