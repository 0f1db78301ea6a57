package io.antiphon.dialogue.llm.local.engine;

import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.local.grammar.Shape;
import java.util.List;
import java.util.Optional;

/**
 * What is to be answered.
 *
 * @param shape what the answer must look like, if it must
 * @param latestNs when the answer is of no use any more, by the clock of the engine
 */
public record Request(List<Message> messages, int maxTokens, Sampling sampling,
        Optional<Shape> shape, long latestNs) {

    public Request {
        messages = List.copyOf(messages);
        if (maxTokens < 1) {
            throw new IllegalArgumentException("an answer of " + maxTokens + " tokens");
        }
    }

    /**
     * How tokens are chosen.
     *
     * @param temperature 0 takes the likeliest token each time
     * @param topP how much probability the tokens have together that are chosen from
     */
    public record Sampling(double temperature, double topP, long seed) {

        public static final Sampling GREEDY = new Sampling(0, 1, 0);

        public Sampling {
            if (!(temperature >= 0 && temperature <= 5) || !(topP > 0 && topP <= 1)) {
                throw new IllegalArgumentException(
                        "temperature is 0 to 5 and top-p above 0 to 1; found " + temperature + ", "
                                + topP);
            }
        }
    }
}
