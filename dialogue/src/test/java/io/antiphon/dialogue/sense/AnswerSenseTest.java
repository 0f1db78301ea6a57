package io.antiphon.dialogue.sense;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.campaign.Expectation;
import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.campaign.FieldType;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that are told piece by piece sound complete only once they are. */
class AnswerSenseTest {

    private final TurnSense sense = switch (Agents.find("front-desk")) {
        case TemplateReading.Accepted(var template) -> new TurnSense(template);
        case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
    };

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DATE | the | 0.0 | 0.2
            DATE | on the fourteenth | 0.8 | 0.9
            DATE | in three days | 0.8 | 0.9
            NUMBER | twenty | 0.7 | 0.8
            NUMBER | three point | 0.0 | 0.2
            NUMBER | four people | 0.9 | 1
            MONEY | twelve | 0.7 | 0.8
            MONEY | twelve euros | 0.9 | 1
            MONEY | a hundred and | 0.0 | 0.2
            EMAIL | anna dot | 0.0 | 0.2
            EMAIL | anna dot miller at | 0.0 | 0.2
            EMAIL | anna dot miller at example dot | 0.0 | 0.2
            EMAIL | anna dot miller at example dot com | 0.8 | 0.9
            SPELLED | m i l | 0.4 | 0.6
            SPELLED | m i double | 0.0 | 0.2
            SPELLED | m i a | 0.4 | 0.6
            PHONE | plus | 0.0 | 0.2
            PHONE | oh three zero one two three oh | 0.4 | 0.6
            ADDRESS | twelve station road | 0.4 | 0.6
            ADDRESS | twelve station road eight oh three three one munich | 0.7 | 0.8
            """)
    void anAnswerSoundsAsCompleteAsItIs(FieldType type, String said, double least, double most) {
        var field = new Field("it", type, 5, 15);
        var expectation = new Expectation(type.answer(), List.of(field), false);
        double judged = sense.judge(said, expectation, Map.of()).endOfTurn();
        assertTrue(judged >= least && judged <= most, () -> said + " -> " + judged);
    }
}
