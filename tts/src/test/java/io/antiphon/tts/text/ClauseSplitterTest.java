package io.antiphon.tts.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClauseSplitterTest {

    private static final String ANSWER = "Sure, I can help with that, just give me a moment. "
            + "Dr. Smith is free at 10.30 a.m. on Monday, or at 2 p.m. We charge $1,200.50 for it! "
            + "Would \"Tuesday\" suit you better? No. 5 is the room; it's on the second floor";

    @Test
    void sentencesAndLongClausesAreCut() {
        assertEquals(List.of(
                "Sure, I can help with that,",
                "just give me a moment.",
                "Dr. Smith is free at 10.30 a.m. on Monday,",
                "or at 2 p.m.",
                "We charge $1,200.50 for it!",
                "Would \"Tuesday\" suit you better?",
                "No. 5 is the room;",
                "it's on the second floor"), ClauseSplitter.split(ANSWER));
    }

    @Test
    void firstClauseEndsBeforeAConjunctionOnceItHasThreeWords() {
        var splitter = new ClauseSplitter();
        assertEquals(List.of(), splitter.add("I can check that"));
        assertEquals(List.of(), splitter.add(" and"));
        assertEquals(List.of("I can check that"), splitter.add(" then"));
        assertEquals(List.of(), splitter.add(" call you back and tell you more"));
        assertEquals(List.of("and then call you back and tell you more"), splitter.flush());
    }

    @Test
    void longFirstClauseEndsBeforeAPreposition() {
        assertEquals(List.of("Your appointment is confirmed with the doctor", "on Monday morning"),
                ClauseSplitter
                        .split("Your appointment is confirmed with the doctor on Monday morning"));
    }

    @Test
    void questionIsCutWithoutWaitingForMore() {
        var splitter = new ClauseSplitter();
        assertEquals(List.of("How are you?"), splitter.add("How are you?"));
        assertEquals(List.of(), splitter.flush());
    }

    @Test
    void pointIsNotTakenForAnEndBeforeItIsKnownToBeOne() {
        var splitter = new ClauseSplitter();
        assertEquals(List.of(), splitter.add("It costs 3."));
        assertEquals(List.of(), splitter.add("50."));
        assertEquals(List.of("It costs 3.50."), splitter.add(" "));
    }

    @Test
    void shortSentenceAtTheBeginningIsAClause() {
        assertEquals(List.of("Yes.", "We are open."), ClauseSplitter.split("Yes. We are open."));
    }

    @Test
    void textWithoutPunctuationIsCutInTime() {
        List<String> clauses = ClauseSplitter.split("word ".repeat(500));
        assertTrue(clauses.size() > 5);
        assertTrue(clauses.stream().allMatch(c -> c.length() <= ClauseSplitter.MOST_CHARS));
        assertTrue(ClauseSplitter.split("x".repeat(5_000))
                .stream()
                .allMatch(c -> c.length() <= ClauseSplitter.MOST_CHARS));
    }

    @Test
    void linesOfAListAreClauses() {
        assertEquals(List.of("1. Press the button", "2. Wait"),
                ClauseSplitter.split("1. Press the button\n\n2. Wait\n"));
    }

    @Test
    void splitterIsReadyForTheNextTextAfterAFlush() {
        var splitter = new ClauseSplitter();
        assertEquals(List.of(), splitter.add("One two"));
        assertEquals(List.of("One two"), splitter.flush());
        assertEquals(List.of("Three four five,"), splitter.add("Three four five, six"));
    }

    @Test
    void noWordIsLostHoweverTheTextIsCutIntoPieces() {
        long seed = 7;
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            var splitter = new ClauseSplitter();
            var clauses = new ArrayList<String>();
            int at = 0;
            while (at < ANSWER.length()) {
                int end = Math.min(ANSWER.length(), at + 1 + random.nextInt(9));
                clauses.addAll(splitter.add(ANSWER.substring(at, end)));
                at = end;
            }
            clauses.addAll(splitter.flush());
            assertEquals(Lexicon.words(ANSWER), Lexicon.words(String.join(" ", clauses)));
            assertEquals(ClauseSplitter.split(ANSWER), clauses);
        }
    }
}
