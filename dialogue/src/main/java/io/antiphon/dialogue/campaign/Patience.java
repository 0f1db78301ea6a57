package io.antiphon.dialogue.campaign;

import java.util.List;

/**
 * What the agent does when it understands or hears nothing.
 *
 * @param retries how often in a row it asks again before it goes to {@code stage}
 * @param lines what is said before the question is asked again
 */
public record Patience(int retries, List<String> lines, String stage) {

    public Patience {
        lines = List.copyOf(lines);
        if (retries < 0 || lines.isEmpty()) {
            throw new IllegalArgumentException(
                    retries + " retries with " + lines.size() + " lines");
        }
    }
}
