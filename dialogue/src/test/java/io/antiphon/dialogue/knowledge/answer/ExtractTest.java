package io.antiphon.dialogue.knowledge.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antiphon.dialogue.knowledge.index.Hit;
import io.antiphon.dialogue.knowledge.passage.Passage;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ExtractTest {

    @Test
    void theBestSentenceIsSaid() {
        assertEquals("It costs 40 euros.", said(List.of("Please call before.", "It costs 40 euros.")
                .reversed(), 0.9, 0.1));
    }

    @Test
    void aLikelyNextSentenceIsSaid() {
        assertEquals("We open at eight. On Friday we open at nine.",
                said(List.of("We open at eight.", "On Friday we open at nine."), 0.9, 0.6));
    }

    @Test
    void whatLooksBackIsSaidWithWhatItLooksAt() {
        assertEquals("Do not smoke. It delays the healing.",
                said(List.of("Do not smoke.", "It delays the healing."), 0.1, 0.9));
    }

    @Test
    void twoLongSentencesAreOneTooMany() {
        var long1 = "word ".repeat(30) + "end.";
        assertEquals(long1, said(List.of(long1, "word ".repeat(30) + "end."), 0.9, 0.8));
    }

    @Test
    void aRowIsSaidUnderItsHeading() {
        assertEquals("Hours, Saturday: closed.",
                said(List.of("Friday: 8 to 3", "Saturday: closed"), 0.4, 0.9));
    }

    @Test
    void anItemIsSaidWithTheOthers() {
        assertEquals("Hours: Your card, Your letter.",
                said(List.of("Your card", "Your letter"), 0.9, 0.2));
    }

    private static String said(List<String> sentences, Double... likelihoods) {
        var passage = new Passage("a#1", "a", "A", List.of("All", "Hours"), OptionalInt.empty(),
                sentences);
        return Extract.answer(List.of(new Hit(passage, 0.9, List.of(likelihoods)))).text();
    }
}
