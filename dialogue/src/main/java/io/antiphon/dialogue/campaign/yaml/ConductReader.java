package io.antiphon.dialogue.campaign.yaml;

import io.antiphon.dialogue.campaign.AgentRole;
import io.antiphon.dialogue.campaign.Conduct;
import io.antiphon.dialogue.campaign.Handler;
import io.antiphon.dialogue.campaign.Transitions;
import io.antiphon.dialogue.campaign.rule.Criterion;
import io.antiphon.dialogue.campaign.rule.Objection;
import io.antiphon.dialogue.campaign.rule.Rule;
import io.antiphon.dialogue.campaign.rule.Rule.Deed;
import io.antiphon.dialogue.llm.spend.Budget;
import io.antiphon.dialogue.llm.spend.BudgetReader;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads how an agent behaves whatever the stage: rules, objections, outcomes, roles. */
final class ConductReader {

    private static final List<String> UNDERSTAND = List.of("words", "meaning", "model");

    private static final List<String> OFF = List.of("off");

    private final Findings findings;
    private final References references;
    private final ConditionReader conditions;

    ConductReader(Findings findings, References references, ConditionReader conditions) {
        this.findings = findings;
        this.references = references;
        this.conditions = conditions;
    }

    Conduct read(Section section) {
        var rules = rules(section, "rules", "rule");
        var objections = section.sections("objections").stream().map(this::objection).toList();
        var outcomes = section.sections("outcomes").stream().map(this::criterion).toList();
        var person = references.target(section, "person");
        var ways = understand(section);
        return new Conduct(rules, objections, outcomes, section.texts("promises"), person,
                handlers(section), ways.contains("meaning"), ways.contains("model"),
                references.lines(section, "unknown"),
                section.value("unsure").isPresent()
                        ? references.lines(section, "unsure")
                        : List.of(Conduct.UNSURE),
                resume(section),
                section.section("budget")
                        .map(new BudgetReader(findings)::read)
                        .orElse(Budget.UNLIMITED));
    }

    private List<String> resume(Section section) {
        var lines = references.lines(section, "resume");
        if (lines.isEmpty()) {
            return Conduct.USUAL_RESUME;
        }
        return lines.equals(OFF) ? List.of() : lines;
    }

    private List<String> understand(Section section) {
        var ways = section.texts("understand");
        ways.stream()
                .filter(way -> !UNDERSTAND.contains(way))
                .forEach(way -> findings.addUnknown(
                        section.value("understand").orElse(section.node()),
                        section.path("understand"), way, "a way to understand", UNDERSTAND));
        return ways;
    }

    private List<Rule> rules(Section section, String key, String prefix) {
        var rules = new ArrayList<Rule>();
        for (var each : section.sections(key)) {
            rules.add(rule(each, prefix + " " + (rules.size() + 1)));
        }
        return rules;
    }

    private Rule rule(Section section, String usual) {
        String name = section.optional("name").orElse(usual);
        var when = conditions.required(section, "when");
        var stages = section.texts("in");
        section.value("in")
                .ifPresent(node -> stages
                        .forEach(stage -> references.stage(node, section.path("in"), stage)));
        boolean once = section.truth("once").orElse(true);
        var deed = new Deed(references.lines(section, "say"), set(section),
                references.target(section, "go"));
        var below = rules(section, "rules", name + ",");
        section.refuseOthers();
        if (deed.equals(Deed.NOTHING) && below.isEmpty()) {
            section.missing("go", "what follows: go, say, set or rules");
        }
        return new Rule(name, when, stages, once, deed, below);
    }

    private Map<String, String> set(Section section) {
        var set = new HashMap<String, String>();
        section.section("set").ifPresent(each -> {
            for (var field : each.keys()) {
                each.value(field)
                        .ifPresent(node -> references.field(node, each.path(field), field));
                set.put(field, each.text(field));
            }
        });
        return set;
    }

    private Objection objection(Section section) {
        String id = section.text("id");
        var phrases = section.texts("phrases");
        var meet = references.lines(section, "meet");
        if (phrases.isEmpty()) {
            section.missing("phrases", "one phrase or more");
        }
        if (meet.isEmpty()) {
            section.missing("meet", "one line or more");
        }
        int times = Math.max(1, section.number("times", Math.max(1, meet.size())));
        var objection = new Objection(id, phrases.isEmpty() ? List.of("?") : phrases,
                meet.isEmpty() ? List.of("?") : meet, section.optional("improvise"), times,
                references.target(section, "go"));
        section.refuseOthers();
        return objection;
    }

    private Criterion criterion(Section section) {
        var criterion = new Criterion(section.text("outcome"),
                conditions.required(section, "when"), section.truth("success").orElse(false));
        section.refuseOthers();
        return criterion;
    }

    private Map<Handler, List<String>> handlers(Section section) {
        var handlers = new EnumMap<Handler, List<String>>(Handler.class);
        section.section("handlers").ifPresent(each -> {
            for (var name : each.keys()) {
                references.handler(each.value(name).orElse(each.node()), each.path(name), name);
                var lines = references.lines(each, name);
                Handler.of(name)
                        .ifPresent(handler -> handlers.put(handler,
                                lines.equals(OFF) ? List.of() : lines));
            }
        });
        return handlers;
    }

    List<AgentRole> agents(Section section) {
        var roles = new ArrayList<AgentRole>();
        section.named("agents").forEach((id, node) -> {
            var each = new Section(findings, node, section.path("agents") + "." + id);
            var role = new AgentRole(id, each.optional("persona").orElse(""),
                    each.optional("model"), each.texts("tools"), handover(each, id));
            each.value("tools")
                    .ifPresent(at -> role.tools()
                            .forEach(tool -> references.tool(at, each.path("tools"), tool)));
            each.refuseOthers();
            roles.add(role);
        });
        return roles;
    }

    private AgentRole.Handover handover(Section section, String id) {
        var entry = references.target(section, "entry")
                .filter(stage -> !Transitions.RESERVED.contains(stage));
        var to = section.texts("hands-to");
        section.value("hands-to").ifPresent(node -> {
            String path = section.path("hands-to");
            to.forEach(agent -> references.agent(node, path, agent));
            if (to.isEmpty()) {
                findings.add(node, path, "found nobody, expected agents, or the key left out");
            }
            if (to.contains(id)) {
                findings.add(node, path, "found the agent itself, expected others");
            }
        });
        return new AgentRole.Handover(entry, to);
    }
}
