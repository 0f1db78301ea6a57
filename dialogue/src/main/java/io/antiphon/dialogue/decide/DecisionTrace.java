package io.antiphon.dialogue.decide;

import java.util.List;
import java.util.Map;

/**
 * Why the agent did what it did, for the timeline. Holds what the caller said, so it goes to no log.
 *
 * @param rule the rule that decided: {@code opening-hours}, {@code filled day}, {@code yes}, {@code unclear}
 * @param intents the likeliest intents
 * @param given values that were understood in this turn, by field
 */
public record DecisionTrace(String stageBefore, String stageAfter, String rule,
        List<Scored> intents, Map<String, String> given) {

    /** Nothing could be made of what was said. */
    static final String UNCLEAR = "unclear";
    /** What was said was hardly heard. */
    static final String DOUBTFUL = "doubtful";

    public DecisionTrace {
        intents = List.copyOf(intents);
        given = Map.copyOf(given);
    }

    /** Whether the agent could not act on what was said. */
    public boolean isNotUnderstood() {
        return rule.equals(UNCLEAR) || rule.equals(DOUBTFUL);
    }

    /** An intent and how well it fits, from 0 to 1. */
    public record Scored(String intent, double score) {}
}
