package io.antiphon.dialogue.decide;

import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.dialogue.campaign.Patience;
import io.antiphon.dialogue.campaign.Work;
import io.antiphon.dialogue.extract.FieldValue;
import io.antiphon.dialogue.extract.IntentScore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the agent would do about an input, before the template's rules have had their say.
 *
 * @param state with what is known now
 * @param before lines to say first
 * @param press keys to press
 */
record Move(DialogueState state, Where where, List<String> before, Why why,
        Optional<String> press) {

    Move {
        before = List.copyOf(before);
    }

    Move(DialogueState state, Where where, List<String> before, Why why) {
        this(state, where, before, why, Optional.empty());
    }

    Move(DialogueState state, Where where, Why why) {
        this(state, where, List.of(), why);
    }

    /** Where the conversation goes. */
    sealed interface Where {

        /** To a stage. */
        record To(String stage) implements Where {}

        /** On with what the stage still needs to be told. */
        record Onward() implements Where {}

        /** Back to the last question. */
        record Question(Optional<String> improvise) implements Where {}

        /** To the last question, with a line of patience; when that has run out, to where the template says. */
        record Tried(Patience patience, Optional<String> own) implements Where {}

        /** Nowhere until something is found out. */
        record Looking(Work work) implements Where {}

        /** Out of the call. */
        record Out(Ending ending) implements Where {}

        /** Nowhere. */
        record Stay() implements Where {}
    }

    /**
     * Why something was decided, and what was given.
     *
     * @param reason what a language model said for it
     */
    record Why(String rule, DecisionTrace.By by, Map<String, FieldValue> given,
            List<IntentScore> scores, Optional<String> reason) {

        Why(String rule, DecisionTrace.By by, Map<String, FieldValue> given,
                List<IntentScore> scores) {
            this(rule, by, given, scores, Optional.empty());
        }

        static Why of(String rule) {
            return new Why(rule, DecisionTrace.By.TEMPLATE, Map.of(), List.of());
        }

        Why by(DecisionTrace.By who) {
            return new Why(rule, who, given, scores, reason);
        }
    }
}
