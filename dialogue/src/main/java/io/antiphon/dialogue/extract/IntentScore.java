package io.antiphon.dialogue.extract;

import io.antiphon.dialogue.campaign.Intent;

/**
 * How well an utterance fits an intent.
 *
 * @param score from 0 to 1, how much of the best phrase was said
 * @param weight how much the words of that phrase mean; below 1 they are mere courtesy
 * @param share from 0 to 1, how much of what was said belongs to the phrase
 */
public record IntentScore(Intent intent, double score, double weight, double share) {

    private static final double ENOUGH = 0.72;
    private static final double MEANINGFUL = 0.9;

    public boolean isLikely() {
        return score >= ENOUGH;
    }

    /** Whether this outweighs a yes, a no or a value that was said along with it. */
    public boolean isStrong() {
        return isLikely() && weight >= MEANINGFUL;
    }
}
