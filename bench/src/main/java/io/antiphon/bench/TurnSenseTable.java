package io.antiphon.bench;

import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.campaign.Expectation;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.sense.TurnSense;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Answers each line of words on the standard input with the likelihood that a turn of these words is over, as
 * the front desk judges it when it has asked nothing: what the evaluation of the turn model compares with.
 * No bench.
 */
public final class TurnSenseTable {

    private TurnSenseTable() {}

    public static void main(String[] arguments) throws IOException {
        if (!(Agents.find("front-desk") instanceof TemplateReading.Accepted(var template))) {
            throw new IllegalStateException("the front desk's template cannot be read");
        }
        var sense = new TurnSense(template);
        var lines = new BufferedReader(
                new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(sense.judge(line, Expectation.OPEN, Map.of()).endOfTurn());
        }
    }
}
