package io.antiphon.dialogue.rehearsal;

import io.antiphon.dialogue.campaign.Phase;
import io.antiphon.dialogue.rehearsal.Check.Aspect;
import io.antiphon.dialogue.rehearsal.Check.ToolUse;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import io.antiphon.dialogue.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads what is to be so: the same keys beside a turn and at the end. */
final class CheckReader {

    private final Findings findings;

    CheckReader(Findings findings) {
        this.findings = findings;
    }

    List<Check> read(Section section) {
        var checks = new ArrayList<Check>();
        section.texts("agent").forEach(part -> checks.add(new Check.Says(part)));
        section.texts("says-not").forEach(part -> checks.add(new Check.SaysNot(part)));
        if (section.truth("silent").orElse(false)) {
            checks.add(new Check.IsSilent());
        }
        for (var aspect : Aspect.values()) {
            section.optional(aspect.written()).ifPresent(value -> {
                checkValue(section, aspect, value);
                checks.add(new Check.Is(aspect, value));
            });
        }
        RehearsalReader.texts(section, "fields")
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(field -> checks.add(new Check.Knows(field.getKey(), field.getValue())));
        section.texts("unknown").forEach(field -> checks.add(new Check.Lacks(field)));
        section.value("calls")
                .ifPresent(node -> checks.add(new Check.Calls(uses(node, section.path("calls")))));
        return checks;
    }

    private void checkValue(Section section, Aspect aspect, String value) {
        var at = section.value(aspect.written()).orElse(section.node());
        String path = section.path(aspect.written());
        if (aspect == Aspect.PHASE && Phase.of(value).isEmpty()) {
            findings.addUnknown(at, path, value, "a phase",
                    Arrays.stream(Phase.values()).map(Phase::written).toList());
        }
        if (aspect == Aspect.SUCCESS && !List.of("true", "false").contains(value)) {
            findings.add(at, path, "found \"" + value + "\", expected true or false");
        }
        if (aspect == Aspect.PRESSED && !value.matches("no|[0-9*#w]+")) {
            findings.add(at, path,
                    "found \"" + value + "\", expected no, or keys: 0 to 9, * and #, w to wait");
        }
        if (aspect == Aspect.ENDS && !value.matches("no|hang-up|transfer sips?:\\S+")) {
            findings.add(at, path,
                    "found \"" + value + "\", expected no, hang-up or \"transfer sip:...\"");
        }
    }

    /** Names of tools; one that is a group of keys has arguments. */
    List<ToolUse> uses(YamlNode node, String path) {
        return switch (node) {
            case YamlNode.Items(_, _, var items) -> items.stream()
                    .flatMap(item -> uses(item, path).stream())
                    .toList();
            case YamlNode.Text text -> List.of(new ToolUse(text.text(), Map.of()));
            case YamlNode.Entries _ -> {
                var group = new Section(findings, node, path);
                yield group.keys()
                        .stream()
                        .map(tool -> new ToolUse(tool, RehearsalReader.texts(group, tool)))
                        .toList();
            }
        };
    }
}
