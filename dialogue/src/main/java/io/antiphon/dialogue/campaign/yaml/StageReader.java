package io.antiphon.dialogue.campaign.yaml;

import io.antiphon.dialogue.campaign.AnswerKind;
import io.antiphon.dialogue.campaign.BargeIn;
import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.campaign.Phase;
import io.antiphon.dialogue.campaign.Script;
import io.antiphon.dialogue.campaign.Stage;
import io.antiphon.dialogue.campaign.Stage.Bounds;
import io.antiphon.dialogue.campaign.Stage.Choice;
import io.antiphon.dialogue.campaign.Stage.Nature;
import io.antiphon.dialogue.campaign.Transitions;
import io.antiphon.dialogue.campaign.Work;
import io.antiphon.dialogue.campaign.rule.Gate;
import io.antiphon.dialogue.tool.spec.BuiltIn;
import io.antiphon.dialogue.tool.spec.Source;
import io.antiphon.dialogue.tool.spec.ToolSpec;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads one stage. */
final class StageReader {

    private static final String TRANSFER = "transfer ";
    private static final List<String> KINDS = Arrays.stream(AnswerKind.values())
            .map(AnswerKind::written)
            .toList();

    private final Findings findings;
    private final References references;
    private final ConditionReader conditions;
    private final Map<String, Field> fields;
    private final Map<String, ToolSpec> tools;

    StageReader(Findings findings, References references, ConditionReader conditions,
            Map<String, Field> fields, Map<String, ToolSpec> tools) {
        this.findings = findings;
        this.references = references;
        this.conditions = conditions;
        this.fields = fields;
        this.tools = tools;
    }

    Stage read(Section section) {
        String id = section.text("id");
        var nature = nature(section);
        var collects = fieldNames(section, "collects");
        var forgets = fieldNames(section, "forgets");
        var choices = section.sections("choices").stream().map(this::choice).toList();
        var then = references.target(section, "then");
        var on = section.section("on")
                .map(each -> new TransitionsReader(findings, references).read(each, then))
                .orElseGet(() -> Transitions.to(then));
        var bounds = bounds(section);
        var work = work(section);
        var script = script(section, work);
        var ending = ending(section);
        boolean waits = then.isEmpty() && ending.isEmpty() && work.isEmpty();
        var expects = expects(section, collects, waits);
        var bargeIn = bargeIn(section);
        var headers = new HeadersReader(findings, references).read(section);
        section.refuseOthers();
        var stage = new Stage(id.isEmpty() || Transitions.RESERVED.contains(id) ? "?" : id, nature,
                script, expects, collects, forgets, choices, on, bounds, work, ending, bargeIn,
                headers);
        if (Transitions.RESERVED.contains(id)) {
            findings.add(section.node(), section.path("id"),
                    "found \"" + id + "\", which has a meaning of its own, expected another name");
        }
        if (waits) {
            checkWaiting(section, stage);
        }
        if (work.isPresent() && on.done().isEmpty() && !endsTheCall(work.get())) {
            section.missing("on.done", "a stage, for this one has something done");
        }
        return stage;
    }

    private Nature nature(Section section) {
        var agent = section.optional("agent");
        agent.ifPresent(id -> references.agent(section.value("agent").orElse(section.node()),
                section.path("agent"), id));
        return new Nature(section.optional("goal").orElse(""),
                oneOf(section, "phase", Phase::of, Arrays.stream(Phase.values())
                        .map(Phase::written)
                        .toList()),
                agent, section.optional("consents"));
    }

    /** A tool knows what is said while it is waited for, where the stage does not. */
    private Script script(Section section, Optional<Work> work) {
        var say = references.lines(section, "say");
        var filler = work.map(each -> switch (each) {
            case Work.CallTool call -> Optional.ofNullable(tools.get(call.tool()))
                    .map(ToolSpec::filler)
                    .orElse(List.of());
            case Work.LookUp _, Work.Understand _ -> List.<String>of();
        }).orElse(List.of());
        return new Script(say.isEmpty() ? filler : say, references.lines(section, "ask"),
                section.optional("improvise"));
    }

    private Bounds bounds(Section section) {
        var allows = section.value("allows").map(node -> {
            var stages = section.texts("allows");
            stages.forEach(stage -> references.stage(node, section.path("allows"), stage));
            return stages;
        });
        return new Bounds(gate(section, "enter"), gate(section, "exit"), allows);
    }

    private Optional<Gate> gate(Section section, String key) {
        return section.section(key).map(each -> {
            var when = conditions.required(each, "when");
            var otherwise = references.target(each, "otherwise");
            if (otherwise.isEmpty()) {
                each.missing("otherwise", "a stage to go to where the condition does not hold");
            }
            each.refuseOthers();
            return new Gate(when, otherwise.orElse(""));
        });
    }

    private Optional<Work> work(Section section) {
        var lookUp = section.optional("look-up").map(question -> {
            references.line(section.value("look-up").orElse(section.node()),
                    section.path("look-up"), question);
            return (Work) new Work.LookUp(question);
        });
        var call = section.section("call").map(this::call);
        if (lookUp.isPresent() && call.isPresent()) {
            findings.add(section.node(), section.path("look-up"),
                    "found beside \"call\", expected one of them");
        }
        return call.or(() -> lookUp);
    }

    private Work call(Section section) {
        String tool = section.text("tool");
        section.value("tool")
                .ifPresent(node -> references.tool(node, section.path("tool"), tool));
        var with = new HashMap<String, String>();
        section.section("with").ifPresent(each -> {
            for (var name : each.keys()) {
                String text = each.text(name);
                each.value(name)
                        .ifPresent(node -> references.line(node, each.path(name), text));
                with.put(name, text);
            }
        });
        var onBargeIn = oneOf(section, "on-barge-in",
                io.antiphon.dialogue.tool.spec.BargeIn::of,
                Arrays.stream(io.antiphon.dialogue.tool.spec.BargeIn.values())
                        .map(io.antiphon.dialogue.tool.spec.BargeIn::written)
                        .toList());
        section.refuseOthers();
        var spec = Optional.ofNullable(tools.get(tool));
        var usual = spec.map(ToolSpec::onBargeIn);
        return new Work.CallTool(tool, with, onBargeIn.or(() -> usual)
                .orElse(io.antiphon.dialogue.tool.spec.BargeIn.FINISH));
    }

    /** Whoever is handed on, or whose call ends, is asked nothing more. */
    private boolean endsTheCall(Work work) {
        return work instanceof Work.CallTool call
                && Optional.ofNullable(tools.get(call.tool()))
                        .map(ToolSpec::source)
                        .filter(
                                source -> source instanceof Source.Own(var kind)
                                        && (kind instanceof BuiltIn.Transfer
                                                || kind instanceof BuiltIn.HangUp))
                        .isPresent();
    }

    private AnswerKind expects(Section section, List<String> collects, boolean waits) {
        var written = oneOf(section, "expects", AnswerKind::of, KINDS);
        if (written.isPresent()) {
            return written.get();
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

    private <T> Optional<T> oneOf(Section section, String key,
            Function<String, Optional<T>> read, List<String> known) {
        return section.optional(key).flatMap(written -> {
            var found = read.apply(written);
            if (found.isEmpty()) {
                findings.addUnknown(section.value(key).orElse(section.node()), section.path(key),
                        written, what(key), known);
            }
            return found;
        });
    }

    private static String what(String key) {
        return switch (key) {
            case "expects" -> "a kind of answer";
            case "interruptible" -> "who may interrupt";
            case "phase" -> "a phase";
            default -> "one of";
        };
    }

    private Choice choice(Section section) {
        var phrases = section.texts("phrases");
        if (phrases.isEmpty()) {
            section.missing("phrases", "one phrase or more");
        }
        var choice = new Choice(phrases, references.target(section, "go").orElse(""));
        if (choice.stage().isEmpty()) {
            section.missing("go", "a stage");
        }
        section.refuseOthers();
        return choice;
    }

    private Optional<Ending> ending(Section section) {
        var written = section.optional("end");
        var announcement = references.lines(section, "announce");
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

    private BargeIn bargeIn(Section section) {
        return oneOf(section, "interruptible", BargeIn::of,
                Arrays.stream(BargeIn.values()).map(BargeIn::written).toList())
                .orElse(BargeIn.ANY);
    }

    private List<String> fieldNames(Section section, String key) {
        var names = section.texts(key);
        section.value(key)
                .ifPresent(node -> names
                        .forEach(name -> references.field(node, section.path(key), name)));
        return names;
    }

    /** What a stage needs in order not to be a dead end. */
    private void checkWaiting(Section section, Stage stage) {
        boolean isAskedByFields = stage.collects()
                .stream()
                .flatMap(name -> Optional.ofNullable(fields.get(name)).stream())
                .anyMatch(field -> !field.asking().ask().isEmpty());
        if (stage.script().ask().isEmpty() && !isAskedByFields) {
            section.missing("ask", "a question, for the stage waits for an answer");
        }
        if (!stage.collects().isEmpty() && stage.on().filled().isEmpty()) {
            section.missing("on.filled", "a stage, for this one collects fields");
        }
        switch (stage.expects()) {
            case YES_NO -> {
                boolean collects = stage.collects()
                        .stream()
                        .flatMap(name -> Optional.ofNullable(fields.get(name)).stream())
                        .anyMatch(field -> field.type().answer() == AnswerKind.YES_NO);
                if (!collects && (stage.on().yes().isEmpty() || stage.on().no().isEmpty())) {
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
            case DAY, DATE, TIME, NAME, SPELLED, DIGITS, NUMBER, MONEY, PHONE, EMAIL, ADDRESS,
                    OPTION, TEXT ->
                checkAsksForField(
                        section, stage);
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
