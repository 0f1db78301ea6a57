package io.antiphon.dialogue.campaign;

import java.util.List;
import java.util.Optional;

/**
 * What the agent does when it understands or hears nothing.
 *
 * @param retries how often in a row it asks again before it goes to {@code stage}
 * @param lines what is said before the question is asked again
 * @param improvise what a language model is asked to do instead of the lines, if there is one
 */
public record Patience(int retries, List<String> lines, String stage, Optional<String> improvise) {

    public Patience {
        lines = List.copyOf(lines);
        if (retries < 0 || lines.isEmpty()) {
            throw new IllegalArgumentException(
                    retries + " retries with " + lines.size() + " lines");
        }
    }
}
