package io.antiphon.dialogue.rehearsal;

import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.rehearsal.Rehearsal.Deed;
import io.antiphon.dialogue.rehearsal.Rehearsal.Setting;
import io.antiphon.dialogue.rehearsal.Rehearsal.Step;
import io.antiphon.dialogue.text.TextCall.Meanwhile;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import io.antiphon.dialogue.yaml.YamlProblem;
import io.antiphon.dialogue.yaml.YamlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads files of rehearsals. Whatever is wrong with one comes back as a list of problems. */
public final class RehearsalReader {

    private static final List<String> DEEDS = List.of("caller", "press", "silence", "tools-run",
            "model-asks", "not-transferred");

    private final Findings findings;
    private final CheckReader checks;
    private final AnswerReader answers;

    private RehearsalReader(String file) {
        this.findings = new Findings(file);
        this.checks = new CheckReader(findings);
        this.answers = new AnswerReader(findings);
    }

    /** Reads a file. */
    public static RehearsalReading read(Path file) {
        try {
            return read(file.toString(), Files.readString(file));
        } catch (IOException e) {
            return new RehearsalReading.Refused(List.of(new YamlProblem(file.toString(), 0, 0, "",
                    "cannot be read: " + e.getMessage())));
        }
    }

    /** Reads text; {@code file} is what messages call it. */
    public static RehearsalReading read(String file, String yaml) {
        return new RehearsalReader(file).rehearsals(yaml);
    }

    private RehearsalReading rehearsals(String yaml) {
        var root = new YamlTree(findings).parse(yaml);
        if (root.isEmpty()) {
            return new RehearsalReading.Refused(findings.inOrder());
        }
        var section = new Section(findings, root.get(), "");
        String template = section.text("template");
        var usual = setting(section, Optional.empty());
        var sections = section.sections("rehearsals");
        if (sections.isEmpty()) {
            section.missing("rehearsals", "a list of dialogues");
        }
        var all = new ArrayList<Rehearsal>();
        for (var each : sections) {
            var rehearsal = rehearsal(each, usual);
            if (all.stream().anyMatch(other -> other.name().equals(rehearsal.name()))) {
                findings.add(each.node(), each.path("name"),
                        "found \"" + rehearsal.name() + "\" twice");
            }
            all.add(rehearsal);
        }
        section.refuseOthers();
        return findings.isEmpty()
                ? new RehearsalReading.Accepted(new Rehearsals(template, all))
                : new RehearsalReading.Refused(findings.inOrder());
    }

    private Rehearsal rehearsal(Section section, Setting usual) {
        String name = section.text("name");
        var setting = setting(section, Optional.of(usual));
        var turns = section.sections("turns");
        if (turns.isEmpty()) {
            section.missing("turns", "a list of what is said, pressed and expected");
        }
        var steps = new ArrayList<>(turns.stream().map(this::step).toList());
        section.section("expect").ifPresent(each -> {
            steps.add(new Step(each.node().line(), Optional.empty(), checks.read(each)));
            each.refuseOthers();
        });
        section.refuseOthers();
        return new Rehearsal(name, section.node().line(), setting, steps);
    }

    /** What is said here comes instead of what is usual in the file; tools, one by one. */
    private Setting setting(Section section, Optional<Setting> usual) {
        var facts = section.value("caller").isPresent()
                ? texts(section, "caller")
                : usual.map(Setting::facts).orElse(Map.of());
        facts.keySet()
                .stream()
                .filter(name -> !Facts.isName(name))
                .forEach(name -> findings.add(section.value("caller").orElse(section.node()),
                        section.path("caller") + "." + name,
                        "found \"" + name + "\", expected one of " + Facts.expected()));
        var known = section.value("known").isPresent()
                ? texts(section, "known")
                : usual.map(Setting::known).orElse(Map.of());
        var all = new HashMap<>(usual.map(Setting::answers).orElse(Map.of()));
        all.putAll(answers.read(section));
        var now = section.optional("now")
                .flatMap(text -> time(section, text))
                .or(() -> usual.map(Setting::now))
                .orElse(LocalDateTime.of(2026, 3, 10, 12, 0));
        return new Setting(now, facts, known, all);
    }

    private Optional<LocalDateTime> time(Section section, String text) {
        try {
            return Optional.of(LocalDateTime.parse(text));
        } catch (DateTimeParseException e) {
            findings.add(section.value("now").orElse(section.node()), section.path("now"),
                    "found \"" + text + "\", expected a date and a time such as 2026-03-10T12:00");
            return Optional.empty();
        }
    }

    static Map<String, String> texts(Section section, String key) {
        var texts = new HashMap<String, String>();
        section.section(key).ifPresent(each -> each.keys().forEach(name -> {
            String text = each.text(name);
            if (!text.isEmpty()) {
                texts.put(name, text);
            }
        }));
        return texts;
    }

    private Step step(Section section) {
        var deed = deed(section);
        var expected = checks.read(section);
        section.refuseOthers();
        if (deed.isEmpty() && expected.isEmpty()) {
            section.missing("caller", "something that happens, or that is expected");
        }
        return new Step(section.node().line(), deed, expected);
    }

    private Optional<Deed> deed(Section section) {
        var keys = DEEDS.stream().filter(key -> section.value(key).isPresent()).toList();
        if (keys.size() > 1) {
            findings.add(section.node(), section.path(keys.getLast()),
                    "found beside \"" + keys.getFirst() + "\", expected a turn of its own");
        }
        return keys.stream().findFirst().map(key -> switch (key) {
            case "caller" -> says(section);
            case "press" -> presses(section);
            case "silence" -> so(section, key, new Deed.IsSilent());
            case "model-asks" -> asks(section);
            case "tools-run" -> so(section, key, new Deed.ToolsRun());
            default -> so(section, key, new Deed.IsNotTransferred());
        });
    }

    private Deed says(Section section) {
        boolean wait = section.truth("tools-wait").orElse(false);
        double confidence = section.optional("confidence")
                .flatMap(text -> share(section, text))
                .orElse(1.0);
        return new Deed.Says(section.text("caller"), confidence,
                wait ? Meanwhile.ERRANDS_WAIT : Meanwhile.ERRANDS_ARE_RUN);
    }

    private Optional<Double> share(Section section, String text) {
        if (text.matches("0(\\.\\d+)?|1(\\.0+)?")) {
            return Optional.of(Double.valueOf(text));
        }
        findings.add(section.value("confidence").orElse(section.node()),
                section.path("confidence"), "found \"" + text + "\", expected from 0 to 1");
        return Optional.empty();
    }

    private Deed presses(Section section) {
        String keys = section.text("press");
        if (!keys.matches("[0-9*#]*")) {
            findings.add(section.value("press").orElse(section.node()), section.path("press"),
                    "found \"" + keys + "\", expected keys: 0 to 9, * or #");
        }
        return new Deed.Presses(keys);
    }

    private Deed asks(Section section) {
        var uses = section.value("model-asks")
                .map(node -> checks.uses(node, section.path("model-asks")))
                .orElse(List.of());
        if (uses.size() != 1) {
            section.missing("model-asks", "one tool");
        }
        return uses.stream()
                .findFirst()
                .map(use -> new Deed.ModelAsks(use.tool(), use.with()))
                .orElseGet(() -> new Deed.ModelAsks("?", Map.of()));
    }

    private Deed so(Section section, String key, Deed deed) {
        if (!section.truth(key).orElse(false)) {
            findings.add(section.value(key).orElse(section.node()), section.path(key),
                    "expected true, or the key left out");
        }
        return deed;
    }
}
