package io.antiphon.tts.text;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A text beside what a voice says for it.
 *
 * @param words the words as written, each with the words that are said for it: "10:30," is said as "ten",
 *     "thirty,". Every one has at least one; joined by spaces, the written words are the text again.
 */
public record SpokenText(List<Word> words) {

    /**
     * One word.
     *
     * @param said what to say; the last one carries the punctuation that the voice should heed
     */
    public record Word(String written, List<String> said) {

        public Word {
            said = List.copyOf(said);
        }
    }

    public SpokenText {
        words = List.copyOf(words);
    }

    /** What the voice is given. */
    public String said() {
        return words.stream()
                .flatMap(word -> word.said().stream())
                .collect(Collectors.joining(" "));
    }

    /** Whether there is nothing to say. */
    public boolean isSilent() {
        return words.isEmpty();
    }
}
