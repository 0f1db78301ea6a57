package io.antiphon.dialogue.campaign.rule;

/**
 * A condition on the way into a stage, or out of it.
 *
 * @param otherwise the stage to go to where it does not hold
 */
public record Gate(Condition when, String otherwise) {}
