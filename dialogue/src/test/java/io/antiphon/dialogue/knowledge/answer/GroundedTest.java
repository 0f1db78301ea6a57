package io.antiphon.dialogue.knowledge.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antiphon.dialogue.knowledge.answer.Grounded.Verdict.Supported;
import io.antiphon.dialogue.knowledge.answer.Grounded.Verdict.Unsupported;
import io.antiphon.dialogue.knowledge.passage.Passage;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroundedTest {

    private static final List<Passage> PASSAGES = List.of(new Passage("a.md#1", "a.md", "Lindenhof",
            List.of("Hours and prices"), OptionalInt.empty(),
            List.of("Thursday: 10 am to 7 pm", "Friday: 08:00 to 15:30",
                    "Dr. Weber does implants; the plan Family costs 15.99 euros.",
                    "A cartridge lasts for about 1,500 pages.",
                    "Write to help@nordlicht.example within fourteen days.")));

    @ParameterizedTest
    @ValueSource(strings = {"On Thursday we are there from ten to seven.",
            "We are open until 19:00 on Thursdays.", "On Friday until half past three, so 3:30 pm.",
            "Family is fifteen euros ninety-nine.", "It costs 15.99 euros, one of the best prices.",
            "About one thousand five hundred pages.", "Some 1500 pages.",
            "That would be Dr. Weber at Lindenhof.", "Please write to help@nordlicht.example.",
            "You have 14 days for that.", "I do not know that, I'm sorry."})
    void whatStandsInThePassagesIsSupported(String answer) {
        assertEquals(new Supported(), Grounded.check(answer, PASSAGES));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            On Thursday we are open until 9 pm.         | 9
            On Saturday we are open from ten.           | saturday
            It costs sixteen euros.                     | 16
            It costs 15.49 euros.                       | 15.49
            It lasts for 15,000 pages.                  | 15,000
            Please ask for Dr. Hahn.                    | hahn
            Write to support@nordlicht.example.         | support@nordlicht.example
            That is two hundred and fifty euros.        | 250
            """)
    void whatStandsNowhereIsNamed(String answer, String piece) {
        assertEquals(new Unsupported(List.of(piece)), Grounded.check(answer, PASSAGES));
    }

    @Test
    void whatTheCallerSaidMayBeRepeated() {
        assertEquals(new Supported(), Grounded.check("Thank you, Mister Miller, at 9.", PASSAGES,
                List.of("my name is miller, may i come at nine, mister")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nine ninety-nine                   | [9, 99]
            two hundred and fifty              | [250]
            twenty four hours and ten minutes  | [24, 10]
            a hundred                          | [100]
            three thousand two hundred         | [3200]
            one of them                        | []
            one hundred and one                | [101]
            eight to six                       | [8, 6]
            """)
    void numbersAreReadFromWords(String words, String expected) {
        assertEquals(expected, SpokenNumbers.of(words).toString());
    }
}
