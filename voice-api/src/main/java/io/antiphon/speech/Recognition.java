package io.antiphon.speech;

import io.antiphon.fault.EngineFailure;
import java.util.List;

/** What a recogniser makes of an utterance. */
public sealed interface Recognition {

    /**
     * Words, perhaps none.
     *
     * @param text the words in lower case, separated by single spaces; {@link Word#UNKNOWN} among them
     * @param words each word with its place; as many as there are in {@code text}
     * @param stableWords how many of them, from the first, further sound will not change
     * @param confidence from 0 to 1, the engine's trust in the whole
     */
    record Heard(String text, List<Word> words, int stableWords, double confidence)
            implements
                Recognition {

        public static final Heard NOTHING = new Heard("", List.of(), 0, 1);

        public Heard {
            words = List.copyOf(words);
        }
    }

    /** The engine gave up on this utterance; the next one may fare better. */
    record Failed(EngineFailure failure) implements Recognition {}

    /**
     * One word.
     *
     * @param startSample counted from the first sample of the utterance, at 16 kHz
     * @param endSample the first sample behind the word
     * @param confidence from 0 to 1, how likely it is that this is what was said
     */
    record Word(String text, long startSample, long endSample, double confidence) {

        /** The text of a word that the engine does not know, only that there was one. */
        public static final String UNKNOWN = "[unk]";

        /** Whether a word was said that the engine does not know. */
        public boolean isUnknown() {
            return text.equals(UNKNOWN);
        }
    }
}
