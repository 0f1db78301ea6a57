package io.antiphon.dialogue.campaign.yaml;

import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.campaign.Script;
import io.antiphon.dialogue.campaign.Transitions;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;

/** Names in a template that must mean something elsewhere in it; checked when all of it is known. */
final class References {

    private final Findings findings;
    private final List<Reference> toStages = new ArrayList<>();
    private final List<Reference> toFields = new ArrayList<>();
    private final List<Reference> toIntents = new ArrayList<>();

    private record Reference(YamlNode at, String path, String target) {}

    References(Findings findings) {
        this.findings = findings;
    }

    void stage(YamlNode at, String path, String target) {
        toStages.add(new Reference(at, path, target));
    }

    void field(YamlNode at, String path, String target) {
        toFields.add(new Reference(at, path, target));
    }

    void intent(YamlNode at, String path, String target) {
        toIntents.add(new Reference(at, path, target));
    }

    /** A line's placeholders are names of fields, or of facts. */
    void line(YamlNode at, String path, String line) {
        Script.placeholders(line)
                .stream()
                .filter(name -> !Facts.isName(name))
                .forEach(field -> field(at, path, field));
    }

    void check(List<String> stages, List<String> fields, List<String> intents) {
        var targets = new ArrayList<>(stages);
        targets.addAll(Transitions.RESERVED);
        check(toStages, targets, "a stage");
        check(toFields, fields, "a field");
        check(toIntents, intents, "an intent");
    }

    private void check(List<Reference> references, List<String> known, String what) {
        for (var reference : references) {
            if (!reference.target().isEmpty() && !known.contains(reference.target())) {
                findings.addUnknown(reference.at(), reference.path(), reference.target(), what,
                        known);
            }
        }
    }
}
