package io.antiphon.dialogue.extract;

import io.antiphon.dialogue.campaign.Expectation;
import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.campaign.FieldType;
import io.antiphon.dialogue.extract.contact.Names;
import io.antiphon.dialogue.extract.number.DigitRuns;
import io.antiphon.dialogue.extract.word.Found;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds values of fields in what a caller said. */
public final class Extractor {

    /** For whoever asks whether something was said, and not which day that is. */
    private static final LocalDateTime SOME_DAY = LocalDate.of(2001, 1, 1).atTime(9, 0);

    private Extractor() {}

    /**
     * What was said for the fields that the agent waits for. A value is trusted as far as the recogniser is
     * sure of the words and the parser of their meaning, one multiplied by the other.
     */
    public static Extraction extract(Said said, Expectation expectation) {
        var reader = new FieldReader(said);
        var values = new HashMap<String, FieldValue>();
        var misfits = new HashMap<String, Misfit>();
        var asked = expectation.asked();
        for (var field : expectation.fields()) {
            boolean isAsked = asked.filter(field::equals).isPresent();
            var found = reader.read(field, isAsked);
            if (found.isEmpty()) {
                continue;
            }
            var misfit = Fitting.misfit(field, found.get(), said.now().toLocalDate());
            if (misfit.isEmpty()) {
                values.put(field.name(), value(found.get(), said));
            } else if (isAsked || mattersUnasked(field)) {
                misfits.put(field.name(), misfit.get());
            }
        }
        return new Extraction(values, misfits);
    }

    /** Digits that nobody asked for are more likely an hour than too short a number. */
    private static boolean mattersUnasked(Field field) {
        return field.type() == FieldType.DATE || field.type() == FieldType.MONEY;
    }

    private static FieldValue value(Found found, Said said) {
        return new FieldValue(found.value(), found.spoken(), FieldValue.Source.SPEECH,
                said.confidence() * found.sureness(), false);
    }

    /** The values of all fields that were given, where neither confidence nor the day matters. */
    public static Map<String, FieldValue> values(String text, Expectation expectation) {
        return extract(new Said(text, 1, SOME_DAY), expectation).values();
    }

    /** The value of a field that was not said but came in writing, with the call. */
    public static Optional<FieldValue> told(Field field, String text) {
        return switch (field.type()) {
            case DIGITS -> digits(field, text.replaceAll("[^0-9]", ""));
            case PHONE -> digits(field, text.replaceAll("[^0-9]", ""))
                    .map(digits -> text.startsWith("+")
                            ? new FieldValue("+" + digits.value(), "plus " + digits.spoken())
                            : digits);
            case NAME, TEXT, SPELLED, EMAIL, ADDRESS -> Optional.of(new FieldValue(text, text));
            // Limits of a date count from today, and when that was is not known here.
            case DATE -> new FieldReader(new Said(text, 1, SOME_DAY)).read(field, true)
                    .filter(found -> found.soundness() == Found.Soundness.SOUND)
                    .map(found -> new FieldValue(found.value(), found.spoken()));
            case DAY, TIME, YES_NO, NUMBER, MONEY, OPTION -> Optional.ofNullable(
                    values(text, new Expectation(field.type().answer(), List.of(field), false))
                            .get(field.name()));
        };
    }

    /** What came with the call, to be said aloud: numbers digit by digit. */
    public static FieldValue fact(String text) {
        String digits = text.startsWith("+") ? text.substring(1) : text;
        boolean isNumber = !digits.isEmpty()
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return new FieldValue(text, isNumber ? DigitRuns.spoken(digits) : text);
    }

    /** Digits as the value of a field, if there are enough of them and not too many. */
    private static Optional<FieldValue> digits(Field field, String digits) {
        boolean fits = !digits.isEmpty() && digits.length() >= field.limits().minDigits()
                && digits.length() <= field.limits().maxDigits();
        return fits
                ? Optional.of(new FieldValue(digits, DigitRuns.spoken(digits)))
                : Optional.empty();
    }

    /** How many digits have been said so far. */
    public static int digitCount(List<String> words) {
        return DigitRuns.in(words).length();
    }

    /** Whether the words introduce a name. */
    public static boolean introducesName(List<String> words) {
        return Names.isIntroduced(words);
    }

    /** The digit that all of the words are, "one" or "press one". */
    public static Optional<Character> singleDigit(List<String> words) {
        var rest = words.stream()
                .filter(word -> !Lexicon.isFiller(word))
                .filter(word -> !List.of("press", "number", "please", "the").contains(word))
                .toList();
        String digits = rest.size() == 1 ? DigitRuns.in(rest) : "";
        return digits.length() == 1 ? Optional.of(digits.charAt(0)) : Optional.empty();
    }
}
