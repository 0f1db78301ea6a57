package io.antiphon.dialogue.campaign.yaml;

import static java.util.stream.Collectors.joining;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.yaml.YamlProblem;
import java.util.List;

/** What came of reading a template. */
public sealed interface TemplateReading {

    /** A template in which everything fits. */
    record Accepted(CampaignTemplate template) implements TemplateReading {}

    /** No template; all problems that could be found at once, in the order of the file. */
    record Refused(List<YamlProblem> problems) implements TemplateReading {

        public Refused {
            problems = List.copyOf(problems);
        }

        /** One problem a line. */
        public String describe() {
            return problems.stream().map(YamlProblem::toString).collect(joining("\n"));
        }
    }
}
