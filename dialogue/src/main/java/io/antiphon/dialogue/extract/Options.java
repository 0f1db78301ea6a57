package io.antiphon.dialogue.extract;

import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.campaign.Intent;
import io.antiphon.dialogue.extract.number.Numbers;
import io.antiphon.dialogue.extract.word.Corrections;
import io.antiphon.dialogue.extract.word.Found;
import io.antiphon.dialogue.extract.word.Sequence;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which of the values that a template lists was meant. */
final class Options {

    private static final double PLAIN = 0.95;
    private static final double BY_THE_WAY = 0.8;
    /** "The second one", of those that the agent has just listed. */
    private static final double BY_PLACE = 0.7;

    private static final Set<String> AUXILIARIES = Set.of("can", "do", "does", "did", "could",
            "will", "would", "is", "was");

    private Options() {}

    static Optional<Found> in(List<String> words, Field field, boolean asked) {
        var options = new IntentMatcher(field.options()
                .entrySet()
                .stream()
                .map(option -> new Intent(option.getKey(), phrases(option.getKey(),
                        option.getValue()), option.getKey(), List.of()))
                .toList());
        var meant = Corrections.latest(words, take -> best(options, take, asked));
        return meant.isPresent() || !asked ? meant : byPlace(words, field);
    }

    private static List<String> phrases(String value, List<String> phrases) {
        return phrases.isEmpty() ? List.of(value) : phrases;
    }

    private static Optional<Found> best(IntentMatcher options, List<String> words, boolean asked) {
        return options.scores(words)
                .stream()
                .filter(score -> asked ? score.isLikely() : score.isStrong())
                .filter(score -> !isRuledOut(score.intent(), words))
                .findFirst()
                .map(score -> new Found(score.intent().id(), score.intent().phrases().getFirst(),
                        score.score() * (asked ? PLAIN : BY_THE_WAY)));
    }

    /** "Not billing, printing." */
    private static boolean isRuledOut(Intent option, List<String> words) {
        return option.phrases()
                .stream()
                .map(Words::of)
                .mapToInt(phrase -> Collections.indexOfSubList(words, phrase))
                .anyMatch(at -> at > 0 && !isAble(words, at) && Corrections.isRuledOut(words, at));
    }

    /** "I can not log in" is about logging in. */
    private static boolean isAble(List<String> words, int at) {
        return Sequence.is(words, at - 1, "not") && Sequence.isAnyOf(words, at - 2, AUXILIARIES);
    }

    private static Optional<Found> byPlace(List<String> words, Field field) {
        for (int i = 0; i < words.size(); i++) {
            var place = words.get(i).equals("last")
                    ? Optional.of(field.options().size())
                    : Numbers.ordinalAt(words, i).map(Numbers.Read::value);
            var option = place.flatMap(number -> field.options()
                    .entrySet()
                    .stream()
                    .skip(Math.max(0, number - 1L))
                    .findFirst());
            if (option.isPresent()) {
                String value = option.get().getKey();
                return Optional.of(new Found(value, phrases(value, option.get().getValue())
                        .getFirst(), BY_PLACE));
            }
        }
        return Optional.empty();
    }
}
