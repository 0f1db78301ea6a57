package io.antiphon.dialogue.campaign.yaml;

import io.antiphon.dialogue.campaign.AnswerKind;
import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.campaign.Script;
import io.antiphon.dialogue.campaign.Stage;
import io.antiphon.dialogue.campaign.Stage.Choice;
import io.antiphon.dialogue.campaign.Transitions;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import io.antiphon.dialogue.yaml.YamlNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one stage. */
final class StageReader {

    private static final String KEYS = "0123456789*#";
    private static final String TRANSFER = "transfer ";
    private static final List<String> KINDS = Arrays.stream(AnswerKind.values())
            .map(AnswerKind::written)
            .toList();

    private final Findings findings;
    private final References references;
    private final Map<String, Field> fields;

    StageReader(Findings findings, References references, Map<String, Field> fields) {
        this.findings = findings;
        this.references = references;
        this.fields = fields;
    }

    Stage read(Section section) {
        String id = section.text("id");
        var script = new Script(lines(section, "say"), lines(section, "ask"),
                section.optional("improvise"));
        var collects = fieldNames(section, "collects");
        var forgets = fieldNames(section, "forgets");
        var choices = section.sections("choices").stream().map(this::choice).toList();
        var then = target(section, "then");
        var on = section.section("on")
                .map(each -> on(each, then))
                .orElseGet(() -> new Transitions(Optional.empty(), Optional.empty(),
                        Optional.empty(), Map.of(), Map.of(), Optional.empty(), Optional.empty(),
                        Optional.empty(), then));
        var ending = ending(section);
        boolean waits = then.isEmpty() && ending.isEmpty();
        var expects = expects(section, collects, waits);
        boolean interruptible = interruptible(section);
        var headers = new HeadersReader(findings, references).read(section);
        section.refuseOthers();
        var stage = new Stage(id.isEmpty() || Transitions.RESERVED.contains(id) ? "?" : id, script,
                expects, collects, forgets, choices, on, ending, interruptible, headers);
        if (Transitions.RESERVED.contains(id)) {
            findings.add(section.node(), section.path("id"),
                    "found \"" + id + "\", which has a meaning of its own, expected another name");
        }
        if (waits) {
            checkWaiting(section, stage);
        }
        return stage;
    }

    private AnswerKind expects(Section section, List<String> collects, boolean waits) {
        var written = section.optional("expects");
        if (written.isPresent()) {
            var kind = AnswerKind.of(written.get());
            if (kind.isEmpty()) {
                findings.addUnknown(section.value("expects").orElse(section.node()),
                        section.path("expects"), written.get(), "a kind of answer", KINDS);
            }
            return kind.orElse(AnswerKind.OPEN);
        }
        if (!waits) {
            return AnswerKind.NOTHING;
        }
        return collects.stream()
                .findFirst()
                .flatMap(name -> Optional.ofNullable(fields.get(name)))
                .map(field -> field.type().answer())
                .orElse(AnswerKind.OPEN);
    }

    private Transitions on(Section on, Optional<String> then) {
        var digits = new HashMap<Character, String>();
        on.named("digit").forEach((key, node) -> {
            String path = on.path("digit") + "." + key;
            if (key.length() != 1 || KEYS.indexOf(key.charAt(0)) < 0) {
                findings.add(node, path, "found \"" + key + "\", expected a key: 0 to 9, * or #");
            } else {
                digits.put(key.charAt(0), target(node, path));
            }
        });
        var intents = new LinkedHashMap<String, String>();
        on.named("intent").forEach((intent, node) -> {
            String path = on.path("intent") + "." + intent;
            references.intent(node, path, intent);
            intents.put(intent, target(node, path));
        });
        var transitions = new Transitions(target(on, "filled"), target(on, "yes"),
                target(on, "no"), digits, intents, target(on, "unclear"), target(on, "silence"),
                target(on, "failed"),
                then);
        on.refuseOthers();
        return transitions;
    }

    private Choice choice(Section section) {
        var phrases = section.texts("phrases");
        if (phrases.isEmpty()) {
            section.missing("phrases", "one phrase or more");
        }
        var choice = new Choice(phrases, target(section, "go").orElse(""));
        if (choice.stage().isEmpty()) {
            section.missing("go", "a stage");
        }
        section.refuseOthers();
        return choice;
    }

    private Optional<Ending> ending(Section section) {
        var written = section.optional("end");
        var announcement = lines(section, "announce");
        if (!announcement.isEmpty() && !written.orElse("").startsWith(TRANSFER)) {
            findings.add(section.value("announce").orElse(section.node()),
                    section.path("announce"),
                    "found lines for whom the caller is handed on to, expected \"end: transfer sip:...\" beside");
        }
        if (written.isEmpty()) {
            return Optional.empty();
        }
        String end = written.get();
        if (end.equals("hang-up")) {
            return Optional.of(new Ending.HangUp());
        }
        String target = end.startsWith(TRANSFER) ? end.substring(TRANSFER.length()).strip() : "";
        if (!target.startsWith("sip:") && !target.startsWith("sips:")) {
            findings.add(section.value("end").orElse(section.node()), section.path("end"),
                    "found \"" + end + "\", expected \"hang-up\" or \"transfer sip:...\"");
        }
        return Optional.of(new Ending.Transfer(target, announcement));
    }

    private boolean interruptible(Section section) {
        var written = section.optional("interruptible").orElse("any");
        if (!List.of("any", "none").contains(written)) {
            findings.addUnknown(section.value("interruptible").orElse(section.node()),
                    section.path("interruptible"), written, "who may interrupt",
                    List.of("any", "none"));
        }
        return !written.equals("none");
    }

    private List<String> lines(Section section, String key) {
        var lines = section.texts(key);
        section.value(key)
                .ifPresent(node -> lines
                        .forEach(line -> references.line(node, section.path(key), line)));
        return lines;
    }

    private List<String> fieldNames(Section section, String key) {
        var names = section.texts(key);
        section.value(key)
                .ifPresent(node -> names
                        .forEach(name -> references.field(node, section.path(key), name)));
        return names;
    }

    private Optional<String> target(Section section, String key) {
        return section.value(key)
                .map(node -> target(node, section.path(key)))
                .filter(target -> !target.isEmpty());
    }

    private String target(YamlNode node, String path) {
        if (node instanceof YamlNode.Text text && !text.text().isBlank()) {
            references.stage(node, path, text.text());
            return text.text();
        }
        findings.add(node, path, "found " + node.kind() + ", expected a stage");
        return "";
    }

    /** What a stage needs in order not to be a dead end. */
    private void checkWaiting(Section section, Stage stage) {
        if (stage.script().ask().isEmpty()) {
            section.missing("ask", "a question, for the stage waits for an answer");
        }
        if (!stage.collects().isEmpty() && stage.on().filled().isEmpty()) {
            section.missing("on.filled", "a stage, for this one collects fields");
        }
        switch (stage.expects()) {
            case DAY, TIME, NAME, DIGITS, TEXT -> checkAsksForField(section, stage);
            case YES_NO -> {
                if (stage.on().yes().isEmpty() || stage.on().no().isEmpty()) {
                    section.missing("on",
                            "ways for \"yes\" and \"no\", for that is what the stage expects");
                }
            }
            case CHOICE -> {
                if (stage.choices().isEmpty()) {
                    section.missing("choices",
                            "a list of choices, for that is what the stage expects");
                }
            }
            case OPEN, NOTHING -> {
                // Anything may be said, or nothing will be.
            }
        }
    }

    private void checkAsksForField(Section section, Stage stage) {
        boolean asksForField = stage.collects()
                .stream()
                .findFirst()
                .flatMap(name -> Optional.ofNullable(fields.get(name)))
                .filter(field -> field.type().answer() == stage.expects())
                .isPresent();
        if (!asksForField) {
            section.missing("collects", "a field of type " + stage.expects().written());
        }
    }
}
