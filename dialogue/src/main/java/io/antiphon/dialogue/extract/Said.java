package io.antiphon.dialogue.extract;

import java.time.LocalDateTime;

/**
 * What a caller said, or typed, in one turn.
 *
 * @param confidence from 0 to 1, how sure the recogniser is of the words
 * @param now the caller's local time, which "tomorrow" and "in twenty minutes" are counted from
 */
public record Said(String text, double confidence, LocalDateTime now) {

    public Said {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence " + confidence);
        }
    }
}
