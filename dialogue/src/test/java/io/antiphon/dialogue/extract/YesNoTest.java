package io.antiphon.dialogue.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.campaign.FieldType;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YesNoTest {

    /** The labels were written first; what is missed is known, and printed. */
    @Test
    void nineteenOfTwentyAnswersAreUnderstood() {
        var wrong = new ArrayList<String>();
        var rows = SaidTables.rows("yesno.txt");
        for (var row : rows) {
            var verdict = Lexicon.verdict(Words.of(row.getFirst())).name();
            if (!verdict.equals(row.getLast())) {
                wrong.add(row.getFirst() + " -> " + verdict);
            }
        }
        double right = 1 - (double) wrong.size() / rows.size();
        System.out.printf("yes and no: %d answers, %.3f right; missed: %s%n", rows.size(), right,
                wrong);
        assertTrue(rows.size() >= 80 && right >= 0.95, wrong.toString());
    }

    @ParameterizedTest
    @CsvSource({"no that's fine, 0.5", "yeah no, 0.5", "i think so, 0.7", "yes, 0.95"})
    void answersThatDependOnTheQuestionAreDoubted(String said, double confidence) {
        var value = SaidTables.answer(FieldType.YES_NO, said).values().values().iterator().next();
        assertEquals(confidence, value.confidence(), 1e-9);
    }
}
