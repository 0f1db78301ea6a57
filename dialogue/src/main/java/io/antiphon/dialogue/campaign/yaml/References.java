package io.antiphon.dialogue.campaign.yaml;

import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.campaign.Handler;
import io.antiphon.dialogue.campaign.Script;
import io.antiphon.dialogue.campaign.Transitions;
import io.antiphon.dialogue.campaign.business.Business;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import io.antiphon.dialogue.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Names in a template that must mean something elsewhere in it; checked when all of it is known. */
final class References {

    /** Before the name of a consent where a condition looks at it. */
    static final String CONSENT = "consent.";

    private final Findings findings;
    private final List<Reference> toStages = new ArrayList<>();
    private final List<Reference> toFields = new ArrayList<>();
    private final List<Reference> toIntents = new ArrayList<>();
    private final List<Reference> toBusiness = new ArrayList<>();
    private final List<Reference> toAgents = new ArrayList<>();
    private final List<Reference> toTools = new ArrayList<>();
    private final List<Mention> mentions = new ArrayList<>();
    private final List<Reference> toHandlers = new ArrayList<>();

    private record Reference(YamlNode at, String path, String target) {}

    /** A line that mentions a field. */
    record Mention(YamlNode at, String path, String field) {}

    /** The names that there are. */
    record Names(Collection<String> stages, Collection<String> fields, Collection<String> intents,
            Collection<String> facts, Collection<String> agents, Collection<String> tools) {}

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

    void agent(YamlNode at, String path, String target) {
        toAgents.add(new Reference(at, path, target));
    }

    void tool(YamlNode at, String path, String target) {
        toTools.add(new Reference(at, path, target));
    }

    void handler(YamlNode at, String path, String target) {
        toHandlers.add(new Reference(at, path, target));
    }

    /** A line's placeholders are names of fields, or of facts. */
    void line(YamlNode at, String path, String line) {
        for (var name : Script.placeholders(line)) {
            if (name.startsWith(Business.PREFIX)) {
                toBusiness.add(new Reference(at, path,
                        name.substring(Business.PREFIX.length())));
            } else if (!Facts.isName(name) && !name.startsWith(CONSENT)
                    && !name.equals("now.day")) {
                field(at, path, name);
                mentions.add(new Mention(at, path, name));
            }
        }
    }

    /** Lines of a key, perhaps none. */
    List<String> lines(Section section, String key) {
        var lines = section.texts(key);
        section.value(key)
                .ifPresent(node -> lines.forEach(line -> line(node, section.path(key), line)));
        return lines;
    }

    /** The stage that a key names, if it is there. */
    Optional<String> target(Section section, String key) {
        return section.value(key)
                .map(node -> target(node, section.path(key)))
                .filter(target -> !target.isEmpty());
    }

    String target(YamlNode node, String path) {
        if (node instanceof YamlNode.Text text && !text.text().isBlank()) {
            stage(node, path, text.text());
            return text.text();
        }
        findings.add(node, path, "found " + node.kind() + ", expected a stage");
        return "";
    }

    List<Mention> mentions() {
        return List.copyOf(mentions);
    }

    void check(Names names) {
        var targets = new ArrayList<>(names.stages());
        targets.addAll(Transitions.RESERVED);
        check(toStages, targets, "a stage");
        check(toFields, names.fields(), "a field");
        check(toIntents, names.intents(), "an intent");
        check(toBusiness, names.facts(), "a fact of the business");
        check(toAgents, names.agents(), "an agent");
        check(toTools, names.tools(), "a tool");
        check(toHandlers, Handler.names(), "a handler");
    }

    private void check(List<Reference> references, Collection<String> known, String what) {
        for (var reference : references) {
            if (!reference.target().isEmpty() && !known.contains(reference.target())) {
                findings.addUnknown(reference.at(), reference.path(), reference.target(), what,
                        known);
            }
        }
    }
}
