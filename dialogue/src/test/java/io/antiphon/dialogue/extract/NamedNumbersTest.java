package io.antiphon.dialogue.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antiphon.dialogue.extract.number.Named;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All numbers in words, wherever they stand in a text. */
class NamedNumbersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            nine ninety-nine                    | 9 99
            two hundred and fifty               | 250
            twenty four hours and ten minutes   | 24 10
            a hundred                           | 100
            three thousand two hundred          | 3200
            one of them                         | 1
            one hundred and one                 | 101
            eight to six                        | 8 6
            the third of May, the twenty-first  | 3rd 21st
            four seven one one, please          | #4711
            oh eight hundred                    | 800
            two and a half thousand             | 2500
            half a million                      | 500000
            the 25 of 30                        | none
            eighty nights, a weight, the eights | 80
            a couple of minutes                 | none
            """)
    void numbersAreFoundInWords(String text, String expected) {
        String found = Named.in(Words.of(text))
                .stream()
                .map(NamedNumbersTest::told)
                .collect(Collectors.joining(" "));
        assertEquals(expected == null ? "" : expected, found);
    }

    private static String told(Named named) {
        String value = named.value().toPlainString();
        return switch (named.kind()) {
            case COUNTED -> value;
            case ORDINAL -> value + (value.endsWith("1") ? "st" : "rd");
            case DIGITS -> "#" + named.digits();
        };
    }
}
