package io.antiphon.dialogue.extract;

import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.extract.number.DigitRuns;
import io.antiphon.dialogue.extract.word.Found;
import java.util.List;
import java.util.Optional;

/** Reads one turn of a caller as the value of a field. */
final class FieldReader {

    private static final double PLAIN = 0.95;
    private static final double BY_THE_WAY = 0.8;
    private static final double BARE = 0.7;

    private final Said said;
    private final List<String> words;

    FieldReader(Said said) {
        this.said = said;
        this.words = Words.of(said.text());
    }

    /** What was said for a field. {@code asked}: the question was about it, so a hint is enough. */
    Optional<Found> read(Field field, boolean asked) {
        return switch (field.type()) {
            case DAY -> Days.in(words).map(value -> found(value, PLAIN));
            case TIME -> time(asked);
            case NAME -> name(asked);
            case DIGITS -> digits(asked);
            case YES_NO -> asked ? yesNo() : Optional.empty();
            case TEXT -> asked ? text() : Optional.empty();
            // A date needs its own parser, for it is worked out from today.
            case DATE -> Optional.empty();
            case PHONE, NUMBER, MONEY, SPELLED, EMAIL, ADDRESS, OPTION ->
                Extractor.value(field, words, said.text(), asked)
                        .map(value -> found(value, BARE));
        };
    }

    private Optional<Found> time(boolean asked) {
        var plain = Times.in(words, false).map(value -> found(value, PLAIN));
        return plain.isPresent() || !asked
                ? plain
                : Times.in(words, true).map(value -> found(value, BARE));
    }

    private Optional<Found> name(boolean asked) {
        var introduced = Names.in(words, false).map(value -> found(value, PLAIN));
        return introduced.isPresent() || !asked
                ? introduced
                : Names.in(words, true).map(value -> found(value, BY_THE_WAY));
    }

    private Optional<Found> digits(boolean asked) {
        String digits = DigitRuns.hasGap(words) ? "" : DigitRuns.in(words);
        return digits.isEmpty()
                ? Optional.empty()
                : Optional.of(new Found(digits, DigitRuns.spoken(digits),
                        asked ? PLAIN : BY_THE_WAY));
    }

    private Optional<Found> yesNo() {
        return switch (Lexicon.verdict(words)) {
            case YES -> Optional.of(new Found("yes", "yes", PLAIN));
            case NO -> Optional.of(new Found("no", "no", PLAIN));
            case NEITHER -> Optional.empty();
        };
    }

    private Optional<Found> text() {
        return Extractor.text(said.text()).map(value -> found(value, 1));
    }

    private static Found found(FieldValue value, double sureness) {
        return new Found(value.value(), value.spoken(), sureness);
    }
}
