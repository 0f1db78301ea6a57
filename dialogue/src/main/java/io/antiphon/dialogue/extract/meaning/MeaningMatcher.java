package io.antiphon.dialogue.extract.meaning;

import static java.util.Comparator.comparingDouble;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.antiphon.dialogue.campaign.Intent;
import io.antiphon.dialogue.embed.SentenceEmbedder;
import io.antiphon.dialogue.embed.Similarity;
import io.antiphon.dialogue.extract.IntentMatcher;
import io.antiphon.dialogue.extract.IntentScore;
import io.antiphon.dialogue.extract.Words;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares what was said with the phrases of all intents by meaning and by words together. For finished turns:
 * a sentence's vector takes milliseconds, on the calling thread; partial results are for {@link IntentMatcher}.
 * Immutable and shared; the vectors of the phrases are made once, when it is.
 */
public final class MeaningMatcher {

    /** The nearest phrase counts most; a second one that is near makes it surer. */
    private static final double NEAREST = 0.7;
    private static final double SECOND = 0.3;
    private static final double WORDS = 0.4;
    /** From here on an intent is meant: of what was labelled, half chose it and half confirmed it. */
    private static final double MEANT = 0.42;
    /** From here on an intent outweighs a value that was given in the same breath. */
    private static final double PLAINLY_MEANT = 0.55;
    /** Where {@link IntentScore} draws its line. */
    private static final double LIKELY = 0.72;
    private static final double STRONG = 1;
    private static final double WEAK = 0.8;

    private final List<Intent> intents;
    private final IntentMatcher words;
    private final SentenceEmbedder embedder;
    private final Map<String, List<float[]>> phrases;

    /** A score, and what it is ranked by. */
    private record Ranked(IntentScore score, double nearness) {}

    private static final Comparator<Ranked> ORDER = comparingDouble(
            (Ranked ranked) -> ranked.score().isLikely() ? 1 : 0)
            .thenComparingDouble(Ranked::nearness);

    public MeaningMatcher(List<Intent> intents, SentenceEmbedder embedder) {
        this.intents = List.copyOf(intents);
        this.words = new IntentMatcher(intents);
        this.embedder = embedder;
        this.phrases = this.intents.stream()
                .collect(toUnmodifiableMap(Intent::id,
                        intent -> intent.phrases().stream().map(embedder::embed).toList()));
    }

    /** The score of each intent that is near at all, the best first. What is likely by its words stays so. */
    public List<IntentScore> scores(String text) {
        var said = Words.of(text).stream().filter(word -> !word.equals(Words.UNKNOWN)).toList();
        if (said.isEmpty()) {
            return List.of();
        }
        float[] meaning = embedder.embed(text.replace(Words.UNKNOWN, " "));
        var lexical = words.scores(Words.of(text))
                .stream()
                .collect(toUnmodifiableMap(score -> score.intent().id(), score -> score));
        return intents.stream()
                .map(intent -> ranked(intent, meaning,
                        Optional.ofNullable(lexical.get(intent.id()))))
                .filter(ranked -> ranked.score().score() > 0)
                .sorted(ORDER.reversed())
                .map(Ranked::score)
                .toList();
    }

    private Ranked ranked(Intent intent, float[] meaning, Optional<IntentScore> lexical) {
        double nearest = 0;
        double second = 0;
        for (float[] phrase : phrases.getOrDefault(intent.id(), List.of())) {
            double cosine = Similarity.cosine(meaning, phrase);
            second = Math.max(second, Math.min(cosine, nearest));
            nearest = Math.max(nearest, cosine);
        }
        double byWords = lexical.map(score -> score.score() * score.share()).orElse(0.0);
        double nearness = NEAREST * nearest + SECOND * second + WORDS * byWords;
        var byMeaning = new IntentScore(intent, scaled(nearness),
                nearness >= PLAINLY_MEANT ? STRONG : WEAK, Math.min(1, nearness));
        var score = lexical.filter(IntentScore::isLikely).orElse(byMeaning);
        return new Ranked(score, nearness);
    }

    /** Brings the line between meant and not to where that of the words is. */
    private static double scaled(double nearness) {
        return nearness < MEANT
                ? nearness / MEANT * LIKELY
                : Math.min(1, LIKELY + (nearness - MEANT) / (1 - MEANT) * (1 - LIKELY));
    }
}
