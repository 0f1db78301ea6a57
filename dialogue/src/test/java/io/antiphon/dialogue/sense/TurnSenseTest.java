package io.antiphon.dialogue.sense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnSenseTest {

    private static final CampaignTemplate TEMPLATE = switch (Agents.find("front-desk")) {
        case TemplateReading.Accepted(var template) -> template;
        case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
    };

    private final TurnSense sense = new TurnSense(TEMPLATE);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            welcome | i would like to | 0.0 | 0.2
            welcome | i would like to make | 0.0 | 0.2
            welcome | i would like to make an | 0.0 | 0.2
            welcome | i would like to make an appointment for | 0.0 | 0.1
            welcome | i would like to make an appointment | 0.75 | 0.9
            welcome | i would like to make an appointment for tuesday | 0.8 | 0.9
            welcome | i would like to make an appointment for tuesday at | 0.0 | 0.1
            welcome | i would like to make an appointment for tuesday at ten | 0.6 | 0.8
            welcome | i would like to make an appointment for tuesday at ten o'clock | 0.95 | 1
            welcome | i would like to make an apointment for tusday at ten o'clock | 0.95 | 1
            welcome | i would like to make an appointment for tuesday at half past | 0.0 | 0.2
            welcome | hello | 0.4 | 0.6
            welcome | hello what are | 0.0 | 0.2
            welcome | hello what are your opening | 0.0 | 0.3
            welcome | hello what are your opening hours | 0.95 | 1
            welcome | can i leave a | 0.0 | 0.2
            welcome | can i leave a message | 0.95 | 1
            welcome | um | 0.0 | 0.1
            welcome | i need an appointment and um | 0.0 | 0.1
            welcome | what did you say | 0.9 | 1
            ask-name | my name is | 0.0 | 0.1
            ask-name | my name is anna | 0.7 | 0.9
            ask-name | my name is anna miller | 0.95 | 1
            ask-name | anna miller | 0.95 | 1
            ask-name | anna | 0.5 | 0.7
            ask-day | on tuesday | 0.8 | 0.9
            ask-day | tuesday at ten thirty | 0.95 | 1
            ask-day | maybe | 0.0 | 0.2
            ask-time | at half past ten | 0.95 | 1
            ask-time | at ten | 0.6 | 0.8
            ask-time | ten a m | 0.95 | 1
            confirm | yes | 0.97 | 1
            confirm | yeah that is correct | 0.5 | 1
            confirm | uh-huh | 0.95 | 1
            confirm | no | 0.8 | 0.9
            confirm | no wait | 0.0 | 0.2
            confirm | no wait i would rather | 0.0 | 0.2
            confirm | no wait i would rather come on | 0.0 | 0.2
            confirm | no wait i would rather come on wednesday | 0.95 | 1
            anything-else | no thank you | 0.9 | 1
            anything-else | no thank you goodbye | 0.9 | 1
            ask-message | please tell the doctor that | 0.0 | 0.1
            ask-message | please tell the doctor that i will be | 0.0 | 0.1
            ask-message | please tell the doctor that i will be ten | 0.0 | 0.3
            ask-message | please tell the doctor that i will be ten minutes | 0.3 | 0.6
            ask-message | please tell the doctor that i will be ten minutes late | 0.9 | 1
            ask-number | oh three zero | 0.0 | 0.2
            ask-number | oh three zero one two three four | 0.4 | 0.6
            """)
    void aTurnSoundsAsCompleteAsItIs(String stage, String text, double least, double most) {
        var judged = sense(stage, text).endOfTurn();
        assertTrue(judged >= least && judged <= most, () -> text + " → " + judged);
    }

    @ParameterizedTest
    @CsvSource({"uh-huh, true", "uh huh, true", "mm-hmm, true", "mhm, true", "okay, true",
            "right, true", "yeah, true", "i see, true", "yeah okay, true", "i, false",
            "hello, false", "uh, false", "no, false", "i see a problem, false"})
    void acknowledgementsAreKnown(String text, boolean acknowledgement) {
        assertEquals(acknowledgement, sense("welcome", text).acknowledgement());
    }

    @ParameterizedTest
    @CsvSource({"stop, true", "no wait i would rather, true", "hold on, true", "excuse me, true",
            "no no, true", "sorry, true", "no, false", "uh-huh, false",
            "please tell her that i have to wait, false"})
    void wordsThatClaimTheFloorAreKnown(String text, boolean stop) {
        assertEquals(stop, sense("welcome", text).stop());
    }

    @Test
    void nothingSaidIsNoTurn() {
        assertEquals(new Sense(0, 0, false, false, false), sense("welcome", ""));
        assertTrue(sense("welcome", "um uh").fillerOnly());
    }

    private Sense sense(String stage, String text) {
        return sense.judge(text, TEMPLATE.expectation(TEMPLATE.stage(stage)), Map.of());
    }
}
