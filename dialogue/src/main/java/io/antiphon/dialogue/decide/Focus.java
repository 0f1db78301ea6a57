package io.antiphon.dialogue.decide;

/**
 * The field that the agent's question is about.
 *
 * @param confirming whether the question is if a value was understood rightly
 */
public record Focus(String field, boolean confirming) {}
