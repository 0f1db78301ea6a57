package io.antiphon.dialogue.campaign.rule;

/**
 * What a call has come to, where a condition holds at its end. The first that holds counts.
 *
 * @param success whether it is what the agent is there for
 */
public record Criterion(String outcome, Condition when, boolean success) {}
