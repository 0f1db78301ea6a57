package io.antiphon.dialogue.extract;

import io.antiphon.dialogue.extract.mood.Mood;
import java.util.List;
import java.util.Locale;

/** What a caller sounds like by their words, most displeased first. */
public enum Sentiment {
    ANGRY,
    NEGATIVE,
    NEUTRAL,
    POSITIVE;

    private static final double ANGER = -2.5;
    private static final double DISPLEASURE = -0.8;
    private static final double PLEASURE = 0.9;

    /** Of {@link Words#of}. */
    public static Sentiment of(List<String> words) {
        double mood = Mood.of(words);
        if (mood <= ANGER) {
            return ANGRY;
        }
        if (mood <= DISPLEASURE) {
            return NEGATIVE;
        }
        return mood >= PLEASURE ? POSITIVE : NEUTRAL;
    }

    /** As templates write it. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }
}
