package io.antiphon.dialogue.campaign.yaml;

import io.antiphon.dialogue.yaml.YamlProblem;
import java.util.List;

/**
 * A template, looked at closely.
 *
 * @param warnings what can be loaded and is most likely not what its author meant: a stage that no way leads to, a
 *            line that can never be said
 */
public record Inspection(TemplateReading reading, List<YamlProblem> warnings) {

    public Inspection {
        warnings = List.copyOf(warnings);
    }
}
