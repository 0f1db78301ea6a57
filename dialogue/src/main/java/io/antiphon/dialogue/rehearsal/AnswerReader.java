package io.antiphon.dialogue.rehearsal;

import io.antiphon.dialogue.decide.Returned;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what comes of tools in a rehearsal. */
final class AnswerReader {

    private static final List<String> KINDS = List.of("done", "failed", "unsure", "found",
            "nothing");

    private final Findings findings;

    AnswerReader(Findings findings) {
        this.findings = findings;
    }

    Map<String, List<Returned>> read(Section section) {
        var answers = new HashMap<String, List<Returned>>();
        section.section("tools").ifPresent(tools -> {
            for (var tool : tools.keys()) {
                var all = tools.sections(tool).stream().map(this::answer).toList();
                if (all.isEmpty()) {
                    tools.missing(tool, "a list of what comes of it, one or more");
                }
                answers.put(tool, all);
            }
        });
        return answers;
    }

    private Returned answer(Section section) {
        var kinds = KINDS.stream().filter(kind -> section.value(kind).isPresent()).toList();
        if (kinds.size() != 1) {
            findings.add(section.node(), section.path(kinds.isEmpty() ? "done" : kinds.getLast()),
                    "expected exactly one of " + String.join(", ", KINDS));
            return new Returned.Nothing();
        }
        var answer = switch (kinds.getFirst()) {
            case "done" -> new Returned.Done(RehearsalReader.texts(section, "done"));
            case "failed" -> new Returned.Failed(section.text("failed"));
            case "unsure" -> new Returned.Unsure(section.text("unsure"));
            case "found" -> {
                String text = section.text("found");
                yield new Returned.Found(text, section.optional("source").orElse("document"),
                        text);
            }
            default -> {
                section.truth("nothing");
                yield new Returned.Nothing();
            }
        };
        section.refuseOthers();
        return answer;
    }
}
