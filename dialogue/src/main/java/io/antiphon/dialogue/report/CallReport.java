package io.antiphon.dialogue.report;

import io.antiphon.dialogue.decide.Handover;
import io.antiphon.dialogue.extract.FieldValue;
import io.antiphon.dialogue.llm.spend.Ledger.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a call came to.
 *
 * @param resumes the call that was cut off and is gone on with
 * @param outcome one of the template's, or how far it came where none of them holds
 * @param success whether it is what the agent is there for; nothing where the template does not say
 * @param mood what the caller sounded like: at worst, and at last
 * @param acts what the agent did with the call itself
 * @param followUps what somebody has to see to
 * @param turns how the caller's turns were answered
 * @param spent what language models took
 * @param summary in a sentence or two
 * @param author who wrote summary and follow-ups: {@code rule}, or the name of a language model
 */
public record CallReport(String call, Optional<String> resumes, String agent, Instant begun,
        Instant ended, String outcome,
        Optional<Boolean> success, Mood mood, Map<String, FieldValue> fields,
        List<String> stages, List<Minutes.DoneErrand> errands, Acts acts, List<String> followUps,
        Turns turns, Statement spent, String summary, String author, List<Line> transcript) {

    public CallReport {
        fields = Map.copyOf(fields);
        stages = List.copyOf(stages);
        errands = List.copyOf(errands);
        followUps = List.copyOf(followUps);
        transcript = List.copyOf(transcript);
    }

    /**
     * What the agent did with the call itself.
     *
     * @param pressed all keys
     * @param handedOnTo the address to whom the caller was handed on
     * @param handovers from one of its agents to another
     */
    public record Acts(String pressed, Optional<String> handedOnTo, List<Handover> handovers) {

        public Acts {
            handovers = List.copyOf(handovers);
        }
    }

    /** As templates write it. */
    public record Mood(String worst, String last) {}

    /**
     * How the caller's turns were answered: without a model, with one, or not at all.
     *
     * @param tokensSaved what asking a model for each turn that went without one would have had it read, estimated
     */
    public record Turns(int all, int byTemplate, int byHandler, int byDocuments, int byModel,
            int notUnderstood, long tokensSaved) {}

    /** What was said; by the agent, as far as it was heard. */
    public record Line(boolean agent, String text) {}

    /** The same in other words. */
    CallReport inWordsOf(String model, String otherSummary, List<String> others) {
        return new CallReport(call, resumes, agent, begun, ended, outcome, success, mood, fields,
                stages,
                errands, acts, others.isEmpty() ? followUps : others, turns, spent, otherSummary,
                model,
                transcript);
    }

    /** The same, with what language models took. */
    public CallReport having(Statement all) {
        return new CallReport(call, resumes, agent, begun, ended, outcome, success, mood, fields,
                stages,
                errands, acts, followUps, turns, all, summary, author, transcript);
    }
}
