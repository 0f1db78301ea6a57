package io.antiphon.dialogue.knowledge.index;

import io.antiphon.dialogue.knowledge.passage.Passage;
import java.util.List;

/**
 * A passage that may answer a question.
 *
 * @param likelihood that it does, from 0 to 1
 * @param sentences how likely each of the passage's sentences does, in their order
 */
public record Hit(Passage passage, double likelihood, List<Double> sentences) {

    public Hit {
        sentences = List.copyOf(sentences);
        if (sentences.size() != passage.sentences().size()) {
            throw new IllegalArgumentException(sentences.size() + " likelihoods of "
                    + passage.sentences().size() + " sentences");
        }
    }
}
