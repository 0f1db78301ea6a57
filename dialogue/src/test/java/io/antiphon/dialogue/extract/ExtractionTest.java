package io.antiphon.dialogue.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antiphon.dialogue.campaign.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Callers' answers and what they mean, by tables. */
class ExtractionTest {

    @ParameterizedTest
    @CsvFileSource(resources = "dates.txt", delimiter = '|')
    void datesAreWorkedOutFromToday(String said, String value) {
        assertEquals(value, SaidTables.value(FieldType.DATE, said));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "times.txt", delimiter = '|')
    void timesAreUnderstood(String said, String value) {
        assertEquals(value, SaidTables.value(FieldType.TIME, said));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "numbers.txt", delimiter = '|')
    void numbersAndAmountsAreUnderstood(FieldType type, String said, String value, String spoken) {
        assertEquals(value, SaidTables.value(type, said));
        assertEquals(spoken, spoken(type, said));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "names.txt", delimiter = '|')
    void namesAreUnderstood(String said, String value) {
        assertEquals(value, SaidTables.value(FieldType.NAME, said));
    }

    @Test
    void aNumberThatCameWithTheCallKeepsItsPlus() {
        var told = Extractor.told(SaidTables.field(FieldType.PHONE), "+49 30 123456").orElseThrow();
        assertEquals("+4930123456", told.value());
        assertEquals("plus four nine three, zero one two, three four five six", told.spoken());
    }

    @ParameterizedTest
    @CsvFileSource(resources = "phones.txt", delimiter = '|')
    void telephoneNumbersAreUnderstood(String said, String value, String spoken) {
        assertEquals(value, SaidTables.value(FieldType.PHONE, said));
        if (!spoken.equals("-")) {
            assertEquals(spoken, spoken(FieldType.PHONE, said));
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "emails.txt", delimiter = '|')
    void addressesOfMailAreUnderstood(String said, String value) {
        assertEquals(value, SaidTables.value(FieldType.EMAIL, said));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "spelled.txt", delimiter = '|')
    void whatIsSpelledIsPutTogether(String said, String value) {
        assertEquals(value, SaidTables.value(FieldType.SPELLED, said));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "addresses.txt", delimiter = '|')
    void addressesOfHousesAreUnderstood(String said, String value) {
        assertEquals(value, SaidTables.value(FieldType.ADDRESS, said));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "options.txt", delimiter = '|')
    void optionsAreRecognised(String said, String value) {
        assertEquals(value, SaidTables.value(FieldType.OPTION, said));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "corrections.txt", delimiter = '|')
    void whatIsTakenBackIsNotMeant(FieldType type, String said, String value) {
        assertEquals(value, SaidTables.value(type, said));
    }

    private static String spoken(FieldType type, String said) {
        var value = SaidTables.answer(type, said).values().get("it");
        return value == null ? "-" : value.spoken();
    }
}
