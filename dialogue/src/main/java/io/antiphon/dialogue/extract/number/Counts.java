package io.antiphon.dialogue.extract.number;

import static io.antiphon.dialogue.extract.word.Sequence.isAnyOf;

import io.antiphon.dialogue.extract.word.Corrections;
import io.antiphon.dialogue.extract.word.Found;
import io.antiphon.dialogue.extract.word.Match;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Plain numbers: how many, how much, how old. */
public final class Counts {

    private static final double COUNTED = 0.95;
    /** "Twelve fifty", "four seven one one": put together from parts that were said one by one. */
    private static final double PUT_TOGETHER = 0.7;
    private static final double ARTICLE = 0.5;
    private static final Set<String> ARTICLES = Set.of("a", "an", "single");
    private static final int LONGEST = 15;

    private Counts() {}

    public static Optional<Found> in(List<String> words) {
        return Corrections.latest(words, take -> Match.meant(take, Counts::at))
                .or(() -> article(words));
    }

    private static Optional<Match> at(List<String> words, int i) {
        return Cardinals.at(words, i).map(amount -> {
            var digits = new StringBuilder();
            int end = DigitRuns.read(words, i, digits);
            if (end <= amount.end()) {
                return new Match(found(amount.value(), COUNTED), amount.end());
            }
            return digits.length() <= LONGEST
                    ? new Match(found(new BigDecimal(digits.toString()), PUT_TOGETHER), end)
                    : new Match(found(amount.value(), ARTICLE), end);
        });
    }

    /** "Just a single one": where a number was asked for, an article is one. */
    private static Optional<Found> article(List<String> words) {
        boolean one = words.size() <= 3 && IntStream.range(0, words.size())
                .anyMatch(i -> isAnyOf(words, i, ARTICLES));
        return one ? Optional.of(found(BigDecimal.ONE, ARTICLE)) : Optional.empty();
    }

    private static Found found(BigDecimal value, double sureness) {
        var plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        return new Found(plain.toPlainString(), SpokenNumber.of(plain), sureness);
    }
}
