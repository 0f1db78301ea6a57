package io.antiphon.dialogue.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentimentTest {

    /** Irony is in the table, and is missed. */
    @Test
    void nineOfTenMoodsAreUnderstood() {
        var wrong = new ArrayList<String>();
        var rows = SaidTables.rows("sentiment.txt");
        for (var row : rows) {
            var sentiment = Sentiment.of(Words.of(row.getFirst())).name();
            if (!sentiment.equals(row.getLast())) {
                wrong.add(row.getFirst() + " -> " + sentiment);
            }
        }
        double right = 1 - (double) wrong.size() / rows.size();
        System.out.printf("sentiment: %d turns, %.3f right; missed: %s%n", rows.size(), right,
                wrong);
        assertTrue(right >= 0.9, wrong.toString());
    }

    @Test
    void nobodyWhoAsksForSomethingSoundsAngry() {
        for (var row : SaidTables.rows("sentiment.txt")) {
            if (row.getLast().equals("NEUTRAL")) {
                assertEquals(Sentiment.NEUTRAL, Sentiment.of(Words.of(row.getFirst())),
                        row.getFirst());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"my printer is killing me", "i would kill for an appointment",
            "the game angry birds does not start", "is the hell of a lot more expensive",
            "shoot i forgot my card", "my shirt is ruined"})
    void aMannerOfSpeechIsNotAnger(String said) {
        assertNotEquals(Sentiment.ANGRY, Sentiment.of(Words.of(said)), said);
    }
}
