package io.antiphon.dialogue.knowledge.index;

import java.util.Map;
import java.util.Set;

/**
 * How likely a sentence answers a question, from two things: how much of what the question is about is mentioned, and how
 * near the meanings are. Pure.
 *
 * <p>The weights are those of a logistic regression over the calibrating half of {@code questions.tsv} of the tests;
 * {@code docs/knowledge.md} says how well they do on the other half.
 *
 * @param weights of the question's terms: the rarer in the documents, the heavier
 */
record Judge(Map<String, Double> weights) {

    private static final double BASE = -5.15;
    private static final double MENTIONED = 2.45;
    private static final double NEAR = 8.4;

    Judge {
        weights = Map.copyOf(weights);
    }

    /** The share of the question's weight that is among these terms; 0 if the question has none. */
    double mentioned(Set<String> terms) {
        double all = 0;
        double found = 0;
        for (var term : weights.entrySet()) {
            all += term.getValue();
            found += terms.contains(term.getKey()) ? term.getValue() : 0;
        }
        return all == 0 ? 0 : found / all;
    }

    /** @param cosine between the directions of the question and of the sentence */
    double likelihood(Set<String> terms, double cosine) {
        double odds = BASE + MENTIONED * mentioned(terms) + NEAR * cosine;
        return 1 / (1 + Math.exp(-odds));
    }
}
