package io.antiphon.dialogue.history;

import static java.util.stream.Collectors.joining;

import io.antiphon.speech.SpokenWord;
import java.util.List;

/** What a caller heard of a line that was cut short. */
public final class Heard {

    private Heard() {}

    /** The words whose last sample was played. A word that was cut in the middle was not heard. */
    public static String of(List<SpokenWord> words, long samplesHeard) {
        return words.stream()
                .filter(word -> word.endSample() <= samplesHeard)
                .map(SpokenWord::text)
                .collect(joining(" "));
    }
}
