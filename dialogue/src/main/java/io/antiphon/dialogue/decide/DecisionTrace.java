package io.antiphon.dialogue.decide;

import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.dialogue.campaign.Phase;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why the agent did what it did, for the timeline. Holds what the caller said, so it goes to no log.
 *
 * @param rule the rule that decided: {@code opening-hours}, {@code filled day}, {@code yes}, {@code unclear}
 * @param by who found the answer
 * @param rules branches of the template's decision tree that were taken
 * @param intents the likeliest intents
 * @param given values that were understood in this turn, by field
 * @param effects what it does beside saying something
 */
public record DecisionTrace(String stageBefore, String stageAfter, Phase phase, String rule,
        By by, List<String> rules, List<Scored> intents, Map<String, String> given,
        Effects effects) {

    /** Nothing could be made of what was said. */
    static final String UNCLEAR = "unclear";
    /** What was said was hardly heard. */
    static final String DOUBTFUL = "doubtful";
    /** Nothing was said. */
    static final String SILENCE = "silence";
    /** Nothing came of it for too long. */
    static final String STALE = "stale";

    public DecisionTrace {
        rules = List.copyOf(rules);
        intents = List.copyOf(intents);
        given = Map.copyOf(given);
    }

    /** Whether the agent could not act on what was said. */
    public boolean isNotUnderstood() {
        return rule.equals(UNCLEAR) || rule.equals(DOUBTFUL);
    }

    /** Whether it was decided because nothing was said. */
    public boolean isOfSilence() {
        return rule.equals(SILENCE) || rule.equals(STALE);
    }

    /**
     * What a decision does to the call.
     *
     * @param pressed keys
     * @param ending how the call ends by it
     * @param handover another agent has the caller by it
     */
    public record Effects(Optional<String> pressed, Optional<Ending> ending,
            Optional<Handover> handover) {}

    /** Who found the answer. */
    public enum By {
        /** The template: its intents, stages, fields. */
        TEMPLATE,
        /** What is answered the same way in all conversations. */
        HANDLER,
        /** The documents. */
        DOCUMENTS,
        /** A language model, if there is one. */
        MODEL,
        /** Nobody: the agent asks again. */
        NOBODY
    }

    /** An intent and how well it fits, from 0 to 1. */
    public record Scored(String intent, double score) {}
}
