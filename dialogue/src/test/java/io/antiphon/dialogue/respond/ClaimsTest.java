package io.antiphon.dialogue.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which numbers of a sentence count, and whether they were told. */
class ClaimsTest {

    private static final String TOLD = """
            Thursday: 10 am to 7 pm, Friday: 08:00 to 15:30, Saturday from 9 to 13.
            Dr. Weber does implants; the plan Family costs 15.99 euros. A cartridge lasts for about 1,500 pages.
            Write to help@nordlicht.example within fourteen days. Call 0800 123 456. Today is 2026-11-26.
            my number is four seven one one and i would like to come on the twenty first at quarter to nine
            it should cost twenty five dollars and ten percent""";

    @ParameterizedTest
    @ValueSource(strings = {"One moment, please.", "No one is in the office.", "Just a second.",
            "One second, I'll have a look.", "First of all, thank you.", "That is a second option.",
            "One of us will call you back.", "There are two ways, and either one is fine.",
            "At one point or another.", "You are number one for us.", "On the one hand, yes.",
            "A thousand thanks!", "I am one hundred percent sure.", "The two of you.",
            "Let me ask you one or two questions.", "Someone, anyone, everyone.",
            "A couple of minutes.", "That was the third time.", "I'd like to, too.",
            "The weight, the height and the night.", "Third, we call you back."})
    void smallWordsAndPhrasesAreNoClaims(String sentence) {
        assertEquals(List.of(), Claims.inWords(sentence));
        assertTrue(isTrue(sentence, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"That costs twenty five dollars.", "That is seven euros.",
            "We open at nine.", "We are open from eight in the morning until six in the evening.",
            "You get ten percent off.", "It takes two hours.", "It takes one hour.",
            "Come on the twenty third.", "Call four seven one two.", "A hundred and ten people.",
            "It lasts half a million pages.", "That is one dollar.", "Come at half past three.",
            "Come at three thirty.", "We were founded in nineteen ninety nine.", "At one o'clock.",
            "It is two and a half miles.", "A dozen of them."})
    void whatNobodyToldIsAClaimThatFails(String sentence) {
        assertFalse(isTrue(sentence, "You speak for a small practice."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"On Thursday we are there from ten to seven.",
            "We are open until 19:00 on Thursdays.", "On Friday until half past three.",
            "On Friday until three thirty, so 3:30 pm.", "On Saturday from nine to one o'clock.",
            "From nine in the morning until one in the afternoon.",
            "Family is fifteen euros ninety-nine.", "It costs 15.99 euros.",
            "About one thousand five hundred pages.", "Some 1500 pages.",
            "Write to help@nordlicht.example.", "You have 14 days for that.",
            "Your number is 4711.", "Your number is four seven one one.",
            "It is zero eight zero zero, one two three, four five six.",
            "You come on the 21st, the twenty first.", "So at 8:45.", "So at eight forty five.",
            "A quarter to nine, then.", "This is twenty twenty six, the twenty sixth of November.",
            "It costs $25.", "It costs 25 dollars, with 10% off."})
    void whatWasToldMayBeSaidInOtherWords(String sentence) {
        assertTrue(isTrue(sentence, TOLD));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            On Thursday we are open until 9:20 pm.
            It costs sixteen euros.
            It costs 15.49 euros.
            It lasts for 15,000 pages.
            Write to support@nordlicht.example.
            That is two hundred and fifty euros.
            Your number is four seven one two.
            It costs £25.
            Until half past four.
            """)
    void whatIsOtherThanToldFails(String sentence) {
        assertFalse(isTrue(sentence, TOLD));
    }

    private static boolean isTrue(String sentence, String text) {
        var told = new Told(text);
        return Claims.areTrue(sentence, claim -> told.names(claim), number -> told.names(number));
    }
}
