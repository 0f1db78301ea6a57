package io.antiphon.dialogue.decide;

/**
 * A caller goes from one of the agents of a template to another.
 *
 * @param why the rule that decided it, or what the language model said for it; perhaps about the caller
 */
public record Handover(String from, String to, Who by, String why) {

    /** Who decides that. */
    public enum Who {
        /** The template: a stage, an intent, the decision tree. */
        RULE,
        /** The language model of the agent that had the caller. */
        MODEL
    }
}
