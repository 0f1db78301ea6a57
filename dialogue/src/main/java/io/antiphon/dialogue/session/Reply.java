package io.antiphon.dialogue.session;

import io.antiphon.dialogue.decide.DecisionTrace;
import io.antiphon.dialogue.decide.Plan;
import io.antiphon.dialogue.respond.Prompt;

/**
 * What a conversation makes of an input.
 *
 * @param plan what to do
 * @param prompt what to hand to a responder for the words
 * @param trace why
 */
public record Reply(Plan plan, Prompt prompt, DecisionTrace trace) {

    /**
     * Whether a draft made earlier is as good as this: the same words, whatever the recogniser changed
     * in between. What a model is asked must agree, too, down to the caller's words.
     */
    public boolean isServedBy(Reply draft) {
        return plan.equals(draft.plan) && prompt.equals(draft.prompt);
    }
}
