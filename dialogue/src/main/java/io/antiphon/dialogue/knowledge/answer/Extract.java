package io.antiphon.dialogue.knowledge.answer;

import io.antiphon.dialogue.knowledge.index.Hit;
import io.antiphon.dialogue.knowledge.passage.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The answer in a document's own words: one or two of its sentences, never a part of one. Pure.
 *
 * @param text to be said
 * @param source where it stands
 */
public record Extract(String text, Passage source) {

    private static final double LIKELY = 0.5;
    private static final int MOST_WORDS = 45;

    /** A sentence that begins like this is about what the one before it says. */
    private static final Set<String> BACKWARDS = Set.of("it", "its", "they", "he", "she", "this",
            "that", "these", "those", "then", "there", "otherwise", "but", "also");

    /** From the likeliest passage. */
    public static Extract answer(List<Hit> hits) {
        var hit = hits.getFirst();
        var sentences = hit.passage().sentences();
        int best = IntStream.range(0, sentences.size())
                .boxed()
                .max((one, other) -> Double.compare(hit.sentences().get(one),
                        hit.sentences().get(other)))
                .orElse(0);
        var text = isWhole(sentences.get(best))
                ? sentence(hit, best)
                : item(hit.passage(), sentences.get(best));
        return new Extract(text, hit.passage());
    }

    /** Items and rows of tables end without a full stop. */
    private static boolean isWhole(String sentence) {
        return ".!?".indexOf(sentence.charAt(sentence.length() - 1)) >= 0;
    }

    private static String sentence(Hit hit, int best) {
        var sentences = hit.passage().sentences();
        int other = best > 0 && looksBack(sentences.get(best)) ? best - 1 : best + 1;
        boolean belongs = other < best
                || (other < sentences.size() && hit.sentences().get(other) >= LIKELY);
        if (!belongs || !isWhole(sentences.get(other))) {
            return sentences.get(best);
        }
        var both = sentences.get(Math.min(best, other)) + " "
                + sentences.get(Math.max(best, other));
        return words(both) <= MOST_WORDS ? both : sentences.get(best);
    }

    private static boolean looksBack(String sentence) {
        return BACKWARDS.contains(sentence.split("[\\s,]", 2)[0].toLowerCase(Locale.ROOT));
    }

    /** A row answers by itself, under its heading; an item only with those beside it. */
    private static String item(Passage passage, String best) {
        var parts = new ArrayList<String>();
        if (best.contains(": ")) {
            parts.add(best);
        } else {
            passage.sentences().stream().filter(sentence -> !isWhole(sentence)).forEach(parts::add);
        }
        var text = String.join(", ", parts);
        if (words(text) > MOST_WORDS) {
            text = best;
        }
        return passage.headings().isEmpty()
                ? text + "."
                : passage.headings().getLast() + (best.contains(": ") ? ", " : ": ") + text + ".";
    }

    private static int words(String text) {
        return text.split(" ").length;
    }
}
