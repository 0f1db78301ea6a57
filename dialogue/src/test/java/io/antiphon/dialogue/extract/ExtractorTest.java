package io.antiphon.dialogue.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antiphon.dialogue.campaign.AnswerKind;
import io.antiphon.dialogue.campaign.Expectation;
import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.campaign.FieldType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtractorTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            at ten o'clock | 10:00 | ten o'clock
            ten o clock please | 10:00 | ten o'clock
            for o'clock | 16:00 | four in the afternoon
            half past two | 14:30 | two thirty in the afternoon
            half ten | 10:30 | ten thirty
            ten thirty a m | 10:30 | ten thirty
            ten thirty am | 10:30 | ten thirty
            a quarter to nine | 08:45 | eight forty five
            quarter past eleven | 11:15 | eleven fifteen
            two in the afternoon | 14:00 | two in the afternoon
            six in the morning | 06:00 | six o'clock
            at six | 18:00 | six in the evening
            twelve thirty | 12:30 | twelve thirty in the afternoon
            quarter to one | 12:45 | twelve forty five in the afternoon
            ten past nine | 09:10 | nine ten
            twenty minutes to five | 16:40 | four forty in the afternoon
            nine oh five | 09:05 | nine oh five
            at noon | 12:00 | noon
            3 pm | 15:00 | three in the afternoon
            10:30 | 10:30 | ten thirty
            tuesday at ten or rather eleven o'clock | 11:00 | eleven o'clock
            i will be ten minutes late | - | -
            i have two children | - | -
            tuesday at tnn o'clock | 10:00 | ten o'clock
            at ten 'lock | 10:00 | ten o'clock
            nine clock | 09:00 | nine o'clock
            """)
    void timesAreUnderstood(String said, String value, String spoken) {
        assertFound(value, spoken, FieldType.TIME, said, false);
    }

    @ParameterizedTest
    @CsvSource({"ten, 10:00", "eleven please, 11:00", "two, 14:00"})
    void aBareNumberIsATimeOnceATimeWasAskedFor(String said, String value) {
        assertEquals(value, value(FieldType.TIME, said, true).map(FieldValue::value).orElse("-"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            on tuesday | tuesday | Tuesday
            tusday | tuesday | Tuesday
            wensday morning | wednesday | Wednesday
            munday | monday | Monday
            next friday | next friday | next Friday
            tomorrow | tomorrow | tomorrow
            the day after tomorrow | the day after tomorrow | the day after tomorrow
            the fourth of may | 05-04 | the fourth of May
            december twenty first | 12-21 | the twenty first of December
            on the third | day 3 | the third
            not tuesday but wednesday | wednesday | Wednesday
            wednesday instead of tuesday | wednesday | Wednesday
            not on tuesday | - | -
            just a second | - | -
            today i may come | today | today
            """)
    void daysAreUnderstood(String said, String value, String spoken) {
        assertFound(value, spoken, FieldType.DAY, said, false);
    }

    @ParameterizedTest
    @CsvSource({"my name is anna miller, Anna Miller", "yes my name is anna miller, Anna Miller",
            "my name's anna miller, Anna Miller", "the name is o'brien, O'brien",
            "this is peter stone speaking, Peter Stone", "hello this is anna, -", "i am ill, -",
            "anna miller, -", "my name is, -",
            "my nae is anna miller, Anna Miller", "my name is the anna miller, Anna Miller",
            "my name s anna miller, Anna Miller", "my name is a n n a, Anna",
            "my name is anna miller and i need an appointment, Anna Miller"})
    void introducedNamesAreUnderstood(String said, String name) {
        assertEquals(name, value(FieldType.NAME, said, false).map(FieldValue::value).orElse("-"));
    }

    @ParameterizedTest
    @CsvSource({"anna miller, Anna Miller", "um anna miller please, Anna Miller",
            "it's anna miller, Anna Miller", "anna, Anna", "i am anna, Anna", "l e n a, Lena",
            "what do you mean by that, -"})
    void bareNamesAreUnderstoodOnceOneWasAskedFor(String said, String name) {
        assertEquals(name, value(FieldType.NAME, said, true).map(FieldValue::value).orElse("-"));
    }

    @ParameterizedTest
    @CsvSource({"oh three zero one two three four five six, 030123456",
            "double five one triple two, 551222", "my number is one twenty five six seven, 12567",
            "030 123456, 030123456", "one two, -", "call me at five, -"})
    void digitsAreUnderstood(String said, String digits) {
        assertEquals(digits,
                value(FieldType.DIGITS, said, true).map(FieldValue::value).orElse("-"));
    }

    @ParameterizedTest
    @CsvSource({"yes, YES", "yeah sure, YES", "that is right, YES", "correct, YES", "uh-huh, YES",
            "mhm, YES", "yet, YES", "no, NO", "nope, NO", "that is not right, NO",
            "no that is wrong, NO", "not correct, NO", "tuesday, NEITHER", "um, NEITHER"})
    void yesAndNoAreUnderstood(String said, Lexicon.Verdict verdict) {
        assertEquals(verdict, Lexicon.verdict(Words.of(said)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NAME | [unk] | -
            NAME | my name is [unk] | -
            NAME | [unk] miller | -
            NAME | my name is anna [unk] | Anna
            DIGITS | one two [unk] three four five six | -
            DIGITS | [unk] one two three four [unk] | 1234
            DAY | [unk] tuesday | tuesday
            TIME | at [unk] | -
            YES_NO | [unk] | -
            YES_NO | yes [unk] | yes
            TEXT | [unk] | -
            TEXT | tell her the [unk] is here | Tell her the is here
            TEXT | the [unk] is [unk] | -
            """)
    void anUnknownWordIsNoValue(FieldType type, String said, String value) {
        assertEquals(value, value(type, said, true).map(FieldValue::value).orElse("-"));
    }

    @ParameterizedTest
    @CsvSource({"I'd like to, i would like to", "It's 10 o'clock., it is 10 o'clock",
            "ten o clock, ten o'clock", "uh-huh, uh huh", "ten a m, ten a.m.",
            "I’m Anna, i am anna", "the [unk] 'n [unk], the [unk] n [unk]"})
    void contractionsAreSpelledOut(String text, String words) {
        assertEquals(words, String.join(" ", Words.of(text)));
    }

    private static void assertFound(String value, String spoken, FieldType type, String said,
            boolean asked) {
        var found = value(type, said, asked);
        assertEquals(value, found.map(FieldValue::value).orElse("-"));
        assertEquals(spoken, found.map(FieldValue::spoken).orElse("-"));
    }

    private static Optional<FieldValue> value(FieldType type, String said, boolean asked) {
        var field = new Field("it", type, type == FieldType.DIGITS ? 4 : 1, 14);
        var expectation = new Expectation(asked ? type.answer() : AnswerKind.OPEN, List.of(field),
                false);
        return Optional.ofNullable(Extractor.values(said, expectation).get("it"));
    }
}
