package io.antiphon.dialogue.extract;

import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.campaign.Limits;
import io.antiphon.dialogue.extract.contact.Addresses;
import io.antiphon.dialogue.extract.contact.Emails;
import io.antiphon.dialogue.extract.contact.Names;
import io.antiphon.dialogue.extract.number.Counts;
import io.antiphon.dialogue.extract.number.DigitRuns;
import io.antiphon.dialogue.extract.number.Money;
import io.antiphon.dialogue.extract.number.Phones;
import io.antiphon.dialogue.extract.number.Retold;
import io.antiphon.dialogue.extract.spell.Spelled;
import io.antiphon.dialogue.extract.when.Dates;
import io.antiphon.dialogue.extract.when.Days;
import io.antiphon.dialogue.extract.when.Times;
import io.antiphon.dialogue.extract.word.Corrections;
import io.antiphon.dialogue.extract.word.Found;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/** Reads one turn of a caller as the value of a field. */
final class FieldReader {

    private static final double PLAIN = 0.95;
    /** In a longer sentence, "one" is hardly a digit. */
    private static final int SHORT = 3;
    private static final double BY_THE_WAY = 0.8;
    /** A text of which one word in so many is unknown, or more, is no text. */
    private static final int MOST_UNKNOWN = 3;

    private final LocalDateTime now;
    private final List<String> words;
    private final List<String> typed;
    private final String text;

    FieldReader(Said said) {
        this.now = said.now();
        this.text = said.text();
        this.words = Words.of(text);
        this.typed = Words.typed(text);
    }

    /** What was said for a field. {@code asked}: the question was about it, so a hint is enough. */
    Optional<Found> read(Field field, boolean asked) {
        return switch (field.type()) {
            case DAY -> Corrections.latest(words, Days::in);
            case DATE -> Dates.in(typed, now.toLocalDate(), isBackwards(field.limits()), asked);
            case TIME -> Times.in(words, asked, now);
            case NAME -> name(asked);
            case DIGITS -> retold(words, field, asked);
            case PHONE -> retold(typed, field, asked);
            case MONEY -> Money.in(typed, asked);
            case EMAIL -> Emails.in(typed, asked);
            case OPTION -> Options.in(words, field, asked);
            // Only a question makes these of what is also said without meaning it.
            case NUMBER -> asked ? Counts.in(typed) : Optional.empty();
            case SPELLED -> asked ? Spelled.in(words) : Optional.empty();
            case ADDRESS -> asked ? Addresses.in(typed) : Optional.empty();
            case YES_NO -> asked ? yesNo() : Optional.empty();
            case TEXT -> asked ? text() : Optional.empty();
        };
    }

    /** Whether days are meant that have been, such as birthdays. */
    private static boolean isBackwards(Limits limits) {
        return limits.most().filter(most -> most.signum() <= 0).isPresent();
    }

    /** A name that corrects another needs no introduction. */
    private Optional<Found> name(boolean asked) {
        Optional<Found> name = Optional.empty();
        for (var take : Corrections.takes(words)) {
            boolean corrects = name.isPresent() && Names.isPlain(take);
            var other = Names.in(take, corrects || (asked && name.isEmpty()));
            name = other.isPresent() ? other : name;
        }
        return name;
    }

    private Optional<Found> retold(List<String> said, Field field, boolean asked) {
        return Retold.in(said,
                take -> switch (field.type()) {
                    case PHONE -> Phones.in(take);
                    default -> digits(take);
                },
                found -> Fitting.misfit(field, found, now.toLocalDate()).isEmpty())
                .filter(found -> found.value().length() > 1 || words.size() <= SHORT)
                .map(found -> asked ? found : found.atMost(BY_THE_WAY));
    }

    private static Optional<Found> digits(List<String> words) {
        String digits = DigitRuns.hasGap(words) ? "" : DigitRuns.in(words);
        return digits.isEmpty()
                ? Optional.empty()
                : Optional.of(new Found(digits, DigitRuns.spoken(digits), PLAIN));
    }

    private Optional<Found> yesNo() {
        var answer = Lexicon.answer(words);
        return switch (answer.verdict()) {
            case YES -> Optional.of(new Found("yes", "yes", answer.sureness()));
            case NO -> Optional.of(new Found("no", "no", answer.sureness()));
            case NEITHER -> Optional.empty();
        };
    }

    /** What was dictated, as a sentence. */
    private Optional<Found> text() {
        var all = Corrections.lastDictated(Words.asWritten(text));
        var known = all.stream().filter(word -> !word.equals(Words.UNKNOWN)).toList();
        if (MOST_UNKNOWN * (all.size() - known.size()) > all.size()) {
            return Optional.empty();
        }
        var sentence = known.stream()
                .map(word -> word.equals("i") || word.startsWith("i'")
                        ? Words.capital(word)
                        : word)
                .toList();
        String joined = Words.capital(String.join(" ", sentence));
        return joined.isEmpty()
                ? Optional.empty()
                : Optional
                        .of(new Found(joined, joined, known.size() < all.size() ? BY_THE_WAY : 1));
    }
}
