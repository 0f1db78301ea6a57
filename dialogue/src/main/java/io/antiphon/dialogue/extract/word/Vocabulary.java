package io.antiphon.dialogue.extract.word;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A few words that are looked for in whatever is heard, forgiving letters. Most words resemble none of them, and are
 * told so by a look at their length and letters.
 */
public final class Vocabulary {

    private final List<Known> words;
    private final Map<String, Optional<String>> exact = new HashMap<>();

    /** A word with what makes comparing cheap. */
    private record Known(String text, int letters, int allowed) {}

    public Vocabulary(Collection<String> words) {
        this.words = words.stream()
                .map(word -> new Known(word, Spelling.letters(word),
                        Spelling.allowed(word.length())))
                .toList();
        words.forEach(word -> exact.put(word, Optional.of(word)));
    }

    /** The most similar word, if any is similar at all. */
    public Optional<String> closest(String heard) {
        var same = exact.get(heard);
        if (same != null) {
            return same;
        }
        int letters = Spelling.letters(heard);
        Optional<String> best = Optional.empty();
        double highest = 0;
        for (var word : words) {
            if (Math.abs(heard.length() - word.text().length()) > word.allowed()
                    || Spelling.areFar(letters, word.letters(), word.allowed())) {
                continue;
            }
            double likeness = Spelling.likeness(heard, word.text());
            if (likeness > highest) {
                highest = likeness;
                best = Optional.of(word.text());
            }
        }
        return best;
    }
}
