package io.antiphon.dialogue.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.campaign.AnswerKind;
import io.antiphon.dialogue.campaign.Asking;
import io.antiphon.dialogue.campaign.Expectation;
import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.campaign.FieldType;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is said, extraction answers, the same each time, and in time that grows with the words. */
class ExtractionGarbageTest {

    private static final List<String> WORDS = List.of("the", "fourteenth", "of", "march", "next",
            "tuesday", "week", "in", "a", "an", "half", "past", "hundred", "thousand", "million",
            "and", "point", "minus", "plus", "double", "u", "oh", "zero", "two", "twenty", "ninety",
            "euros", "cents", "at", "dot", "com", "gmail", "underscore", "street", "number", "b",
            "as", "bravo", "no", "not", "i", "mean", "sorry", "scratch", "that", "yes", "my",
            "name", "is", "anna", "extension", "billing", "[unk]", "um", "3/14", "$49.90",
            "2026-02-30", "999999999999", "a@b.c", "+49", "o'clock", "quarter", "to", "between",
            "year", "years", "ago", "end", "month", "nineteen", "billion", "14.3.", "30th", "'",
            "é", "1.2.3.4", "0/0", "00", "twenty-five", "\\u0000");

    @Test
    void randomWordsNeverFail() {
        var random = new Random(4711);
        for (int i = 0; i < 1_500; i++) {
            var text = text(random, random.nextInt(14));
            for (var type : FieldType.values()) {
                SaidTables.answer(type, text);
            }
        }
    }

    @Test
    void randomCharactersNeverFail() {
        var random = new Random(42);
        for (int i = 0; i < 1_500; i++) {
            var text = random.ints(random.nextInt(40), 0, 0x250)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            Extractor.extract(new Said(text, 1, SaidTables.NOW), all(AnswerKind.OPEN));
        }
    }

    @Test
    void theSameWordsMeanTheSame() {
        var random = new Random(1);
        for (int i = 0; i < 500; i++) {
            var said = new Said(text(random, 10), 0.9, SaidTables.NOW);
            assertEquals(Extractor.extract(said, all(AnswerKind.DATE)),
                    Extractor.extract(said, all(AnswerKind.DATE)));
        }
    }

    @ParameterizedTest
    @EnumSource(FieldType.class)
    void tenThousandWordsTakeNoTime(FieldType type) {
        var text = text(new Random(7), 10_000);
        assertQuick(type, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "no", "and", "double", "at", "dot", "a", "b", "billion", "not",
            "the", "in", "tuesday", "street", "um", "hundred", "yes", "quarter", "[unk]", "at ten",
            "one billion", "m at g dot", "a b c", "no one", "1.1", "i do not"})
    void theSameWordTenThousandTimesTakesNoTime(String word) {
        var text = String.join(" ", Collections.nCopies(10_000 / Words.of(word).size(), word));
        for (var type : FieldType.values()) {
            assertQuick(type, text);
        }
    }

    @Test
    void confidenceIsNeverAboveTheRecognisers() {
        var random = new Random(3);
        for (int i = 0; i < 5000; i++) {
            var said = new Said(text(random, 8), 0.5, SaidTables.NOW);
            Extractor.extract(said, all(AnswerKind.TIME))
                    .values()
                    .values()
                    .forEach(value -> assertTrue(value.confidence() <= 0.5, value.toString()));
        }
    }

    /** By the thread's own time, for the machine may be busy; a parser that looks back takes ten times as long. */
    private static void assertQuick(FieldType type, String text) {
        var thread = ManagementFactory.getThreadMXBean();
        long startNs = thread.getCurrentThreadCpuTime();
        SaidTables.answer(type, text);
        long tookMs = (thread.getCurrentThreadCpuTime() - startNs) / 1_000_000;
        assertTrue(tookMs < 2000, () -> type + " took " + tookMs + " ms");
    }

    private static Expectation all(AnswerKind asked) {
        var fields = new ArrayList<Field>();
        for (var type : FieldType.values()) {
            var it = SaidTables.field(type);
            fields.add(new Field(type.written(), type, it.limits(), it.options(), Asking.NOTHING,
                    false, Optional.empty()));
        }
        return new Expectation(asked, fields, false);
    }

    private static String text(Random random, int words) {
        var text = new ArrayList<String>();
        for (int i = 0; i < words; i++) {
            text.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        return String.join(" ", text);
    }
}
