package io.antiphon.dialogue.report;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.rule.Criterion;
import io.antiphon.dialogue.decide.DecisionTrace;
import io.antiphon.dialogue.decide.DecisionTrace.By;
import io.antiphon.dialogue.decide.DialogueState;
import io.antiphon.dialogue.history.History;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is left of a conversation at its end.
 *
 * @param outcome the first of the template's outcomes that holds
 * @param turns what the caller said or pressed, and how it was answered
 * @param errands what was done for the caller, in order
 * @param resumes the call that was cut off and is gone on with
 */
public record Minutes(String call, CampaignTemplate template, Instant begun, Instant ended,
        DialogueState state, History history, List<DecisionTrace> decisions,
        List<AnsweredTurn> turns, List<DoneErrand> errands, Optional<Criterion> outcome,
        Optional<String> resumes) {

    public Minutes {
        decisions = List.copyOf(decisions);
        turns = List.copyOf(turns);
        errands = List.copyOf(errands);
    }

    /**
     * A turn of the caller.
     *
     * @param trace of what was answered, behind all that was looked up for it
     * @param state as it was behind the first decision
     * @param said how many turns of the history there were by then
     * @param byModel whether a language model really spoke, or had something done
     */
    public record AnsweredTurn(DecisionTrace trace, DialogueState state, int said,
            boolean byModel) {

        public AnsweredTurn(DecisionTrace trace, DialogueState state, int said) {
            this(trace, state, said, false);
        }

        /** The same, with what came of what was looked up. */
        public AnsweredTurn answeredBy(DecisionTrace later) {
            return new AnsweredTurn(later, state, said, byModel);
        }

        /** The same, answered by a language model. */
        public AnsweredTurn answeredByModel() {
            return new AnsweredTurn(trace, state, said, true);
        }

        /** Who answered it. A model that was to speak and did not has answered nothing. */
        public By by() {
            if (byModel) {
                return By.MODEL;
            }
            return trace.isNotUnderstood() ? By.NOBODY : trace.by();
        }
    }

    /**
     * Something that was done, or was to be done.
     *
     * @param tool its name
     * @param how what became of it
     */
    public record DoneErrand(String tool, How how) {

        public boolean done() {
            return how == How.DONE;
        }

        /** What became of it. */
        public enum How {
            DONE,
            FAILED,
            /** Nobody knows. */
            UNSURE
        }
    }
}
