package io.antiphon.dialogue.campaign.yaml;

import io.antiphon.dialogue.campaign.Transitions;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Reads where a stage leads. */
final class TransitionsReader {

    private static final String KEYS = "0123456789*#";

    private final Findings findings;
    private final References references;

    TransitionsReader(Findings findings, References references) {
        this.findings = findings;
        this.references = references;
    }

    Transitions read(Section on, Optional<String> then) {
        var digits = new HashMap<Character, String>();
        on.named("digit").forEach((key, node) -> {
            String path = on.path("digit") + "." + key;
            if (key.length() != 1 || KEYS.indexOf(key.charAt(0)) < 0) {
                findings.add(node, path, "found \"" + key + "\", expected a key: 0 to 9, * or #");
            } else {
                digits.put(key.charAt(0), references.target(node, path));
            }
        });
        var intents = new LinkedHashMap<String, String>();
        on.named("intent").forEach((intent, node) -> {
            String path = on.path("intent") + "." + intent;
            references.intent(node, path, intent);
            intents.put(intent, references.target(node, path));
        });
        var transitions = new Transitions(references.target(on, "filled"),
                references.target(on, "yes"), references.target(on, "no"), digits, intents,
                references.target(on, "unclear"), references.target(on, "silence"),
                references.target(on, "done"), references.target(on, "nothing"),
                references.target(on, "failed"), references.target(on, "unsure"), then);
        on.refuseOthers();
        return transitions;
    }
}
