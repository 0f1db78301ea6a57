package io.antiphon.dialogue.extract.word;

import java.util.List;
import java.util.Optional;

/**
 * Something found at a place among words.
 *
 * @param end the place behind it
 */
public record Match(Found found, int end) {

    /** A parser of one kind of thing. */
    @FunctionalInterface
    public interface Parser {

        /** What begins at a place. */
        Optional<Match> at(List<String> words, int i);
    }

    /**
     * Of all that a parser finds, what was meant: the surest that was not ruled out, and of equally sure
     * ones the last.
     */
    public static Optional<Found> meant(List<String> words, Parser parser) {
        Optional<Found> meant = Optional.empty();
        int i = 0;
        while (i < words.size()) {
            var match = parser.at(words, i);
            if (match.isEmpty()) {
                i++;
                continue;
            }
            var found = match.get().found();
            boolean surer = meant.filter(other -> other.sureness() > found.sureness()).isEmpty();
            if (surer && !Corrections.isRuledOut(words, i)) {
                meant = Optional.of(found);
            }
            i = Math.max(match.get().end(), i + 1);
        }
        return meant;
    }
}
