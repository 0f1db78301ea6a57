package io.antiphon.dialogue.decide;

/** An answer of the {@link DecisionEngine}: what to do, where that leads, and why. */
public record Decision(DialogueState state, Plan plan, DecisionTrace trace) {}
