package io.antiphon.dialogue.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.campaign.Asking;
import io.antiphon.dialogue.campaign.Expectation;
import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.campaign.FieldType;
import io.antiphon.dialogue.campaign.Limits;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FittingTest {

    private static final LocalDateTime NOW = LocalDateTime.of(2026, 3, 10, 9, 0);

    @Test
    void tooFewDigitsAreSaidToBeTooFew() {
        var extraction = extract(new Field("it", FieldType.DIGITS, 4, 6), "one two three", 1);
        assertEquals(Map.of("it", Misfit.TOO_SHORT), extraction.misfits());
        assertTrue(extraction.values().isEmpty());
    }

    @Test
    void tooManyDigitsAreSaidToBeTooMany() {
        assertEquals(Map.of("it", Misfit.TOO_LONG), extract(
                new Field("it", FieldType.DIGITS, 1, 2), "one two three", 1).misfits());
    }

    @Test
    void whatThePatternDoesNotWantHasTheWrongForm() {
        var limits = new Limits(1, 20, Optional.empty(), Optional.empty(),
                Optional.of(Pattern.compile("4[0-9]+")));
        var field = new Field("it", FieldType.DIGITS, limits, Map.of(), Asking.NOTHING, false,
                Optional.empty());
        assertEquals(Map.of("it", Misfit.WRONG_FORM), extract(field, "five one", 1).misfits());
        assertTrue(extract(field, "four one", 1).values().containsKey("it"));
    }

    @Test
    void digitsThatNobodyAskedForAreNoMisfits() {
        var field = new Field("it", FieldType.DIGITS, 4, 6);
        assertEquals(Extraction.NOTHING, Extractor.extract(new Said("at ten", 1, NOW),
                new Expectation(FieldType.TIME.answer(), List.of(field), false)));
    }

    @Test
    void aValueIsTrustedAsFarAsRecogniserAndParserAre() {
        var time = new Field("it", FieldType.TIME);
        double bare = confidence(extract(time, "two", 0.5));
        double plain = confidence(extract(time, "at half past two", 0.5));
        assertTrue(bare < plain && plain <= 0.5, bare + " " + plain);
        assertEquals(2 * bare, confidence(extract(time, "two", 1)), 1e-9);
    }

    private static double confidence(Extraction extraction) {
        return extraction.values().values().iterator().next().confidence();
    }

    private static Extraction extract(Field field, String text, double confidence) {
        return Extractor.extract(new Said(text, confidence, NOW),
                new Expectation(field.type().answer(), List.of(field), false));
    }
}
