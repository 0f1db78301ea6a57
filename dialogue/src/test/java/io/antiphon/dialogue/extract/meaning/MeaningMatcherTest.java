package io.antiphon.dialogue.extract.meaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.campaign.Intent;
import io.antiphon.dialogue.embed.MiniLm;
import io.antiphon.dialogue.embed.Similarity;
import io.antiphon.dialogue.extract.IntentMatcher;
import io.antiphon.dialogue.extract.IntentScore;
import io.antiphon.dialogue.extract.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Turns of callers, labelled by hand. The odd ones chose the line from which an intent is meant, so that the even
 * ones are what counts.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeaningMatcherTest {

    private static final String NONE = "none";
    /** The line that chooses best among the odd rows where the nearest phrase alone counts. */
    private static final double NEAR = 0.42;

    private final MiniLm model = switch (MiniLm.open()) {
        case MiniLm.Opened.Ready(var ready) -> ready;
        case MiniLm.Opened.Refused(var failure) -> throw new AssertionError(failure.detail());
    };
    private final Map<String, float[]> vectors = new HashMap<>();
    private final List<Intent> intents = intents();
    private final IntentMatcher words = new IntentMatcher(intents);
    private final MeaningMatcher meaning = new MeaningMatcher(intents, model);

    /** Shares of all turns. */
    private record Measured(double right, double falselyAccepted, double mistaken) {}

    @AfterAll
    void close() {
        model.close();
    }

    @Test
    void meaningFindsMostIntentsThatWordsMiss() {
        var odd = everySecond(0);
        var even = everySecond(1);
        var byWords = measured("words, even rows", even, text -> words.scores(Words.of(text)));
        measured("words and meaning, odd rows", odd, meaning::scores);
        var both = measured("words and meaning, even rows", even, meaning::scores);
        measured("meaning, even rows", even, this::nearest);
        measured("words, all", rows("turns.txt"), text -> words.scores(Words.of(text)));
        measured("meaning, all", rows("turns.txt"), this::nearest);
        measured("words and meaning, all", rows("turns.txt"), meaning::scores);
        assertTrue(both.right() >= 0.7 && both.right() >= byWords.right() + 0.3, both.toString());
        assertTrue(both.mistaken() <= 0.08, both.toString());
    }

    @Test
    void whatIsNoIntentIsRarelyTakenForOne() {
        var none = rows("turns.txt").stream().filter(row -> row.getFirst().equals(NONE)).toList();
        assertTrue(none.size() >= 40);
        assertTrue(measured("none", none, meaning::scores).falselyAccepted() <= 0.06);
    }

    @Test
    void whatIsLikelyByItsWordsStaysLikely() {
        for (var intent : intents) {
            for (var phrase : intent.phrases()) {
                var best = meaning.scores(phrase).getFirst();
                assertEquals(intent.id(), best.intent().id(), phrase);
                assertTrue(best.isStrong(), phrase);
            }
        }
    }

    @Test
    void wordsThatNobodyUnderstoodMeanNothing() {
        assertEquals(List.of(), meaning.scores("[unk] [unk]"));
        assertEquals(List.of(), meaning.scores(""));
        assertFalse(meaning.scores("[unk] hm [unk]").getFirst().isLikely());
    }

    /** The intent of the nearest phrase, and nothing but that: what the words add is seen against it. */
    private List<IntentScore> nearest(String text) {
        float[] said = model.embed(text);
        return intents.stream()
                .map(intent -> new IntentScore(intent, intent.phrases()
                        .stream()
                        .mapToDouble(phrase -> Similarity.cosine(said,
                                vectors.computeIfAbsent(phrase, model::embed)))
                        .max()
                        .orElse(0), 1, 1))
                .filter(score -> score.score() >= NEAR)
                .sorted(Comparator.comparingDouble(IntentScore::score).reversed())
                .map(score -> new IntentScore(score.intent(), 1, 1, 1))
                .toList();
    }

    private static Measured measured(String what, List<List<String>> rows,
            Function<String, List<IntentScore>> matcher) {
        int right = 0;
        int falselyAccepted = 0;
        int mistaken = 0;
        int none = 0;
        for (var row : rows) {
            var found = matcher.apply(row.getLast())
                    .stream()
                    .findFirst()
                    .filter(IntentScore::isLikely)
                    .map(score -> score.intent().id())
                    .orElse(NONE);
            boolean isNone = row.getFirst().equals(NONE);
            none += isNone ? 1 : 0;
            falselyAccepted += isNone && !found.equals(NONE) ? 1 : 0;
            right += !isNone && found.equals(row.getFirst()) ? 1 : 0;
            mistaken += !isNone && !found.equals(NONE) && !found.equals(row.getFirst()) ? 1 : 0;
        }
        int some = Math.max(1, rows.size() - none);
        var measured = new Measured((double) right / some,
                (double) falselyAccepted / Math.max(1, none), (double) mistaken / some);
        System.out.printf("intents, %s: %d turns, %s%n", what, rows.size(), measured);
        return measured;
    }

    private static List<List<String>> everySecond(int from) {
        var all = rows("turns.txt");
        var some = new ArrayList<List<String>>();
        for (int i = from; i < all.size(); i += 2) {
            some.add(all.get(i));
        }
        return some;
    }

    private static List<Intent> intents() {
        var phrases = new LinkedHashMap<String, List<String>>();
        for (var row : rows("phrases.txt")) {
            phrases.computeIfAbsent(row.getFirst(), _ -> new ArrayList<>()).add(row.getLast());
        }
        return phrases.entrySet()
                .stream()
                .map(intent -> new Intent(intent.getKey(), intent.getValue(), intent.getKey(),
                        List.of()))
                .toList();
    }

    private static List<List<String>> rows(String resource) {
        try (var stream = MeaningMatcherTest.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
