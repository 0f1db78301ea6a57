package io.antiphon.dialogue.extract.number;

import io.antiphon.dialogue.extract.word.Corrections;
import io.antiphon.dialogue.extract.word.Found;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Digits that were told again, wholly or from the one that was wrong: "four seven, no, four eight one one",
 * "four seven one one, no, two".
 */
public final class Retold {

    /** Which digit the caller takes back is a guess. */
    private static final double MENDED = 0.6;

    private Retold() {}

    /**
     * The number that was meant at last.
     *
     * @param reader makes a number of one take
     * @param fits whether a number could be all of it
     */
    public static Optional<Found> in(List<String> words,
            Function<List<String>, Optional<Found>> reader, Predicate<Found> fits) {
        var takes = Corrections.takes(words);
        Optional<Found> best = Optional.empty();
        for (var take : takes) {
            var read = reader.apply(take);
            if (read.isPresent()) {
                best = best.isEmpty() || fits.test(read.get())
                        ? read
                        : Optional.of(mended(best.get(), read.get(), take, reader, fits));
            }
        }
        return best;
    }

    private static Found mended(Found before, Found again, List<String> take,
            Function<List<String>, Optional<Found>> reader, Predicate<Found> fits) {
        if (!DigitRuns.isAtStart(take)) {
            return fits.test(before) ? before : again;
        }
        String digits = before.value().substring(0, before.value().length() - 1) + again.value();
        return reader.apply(List.of(digits))
                .filter(fits)
                .map(found -> found.atMost(MENDED))
                .orElse(fits.test(before) ? before : again);
    }
}
