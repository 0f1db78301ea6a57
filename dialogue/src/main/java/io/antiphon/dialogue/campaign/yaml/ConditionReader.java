package io.antiphon.dialogue.campaign.yaml;

import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.campaign.business.Business;
import io.antiphon.dialogue.campaign.rule.Condition;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import io.antiphon.dialogue.yaml.YamlNode;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads conditions. Several keys in one group must all hold. */
final class ConditionReader {

    private final Findings findings;
    private final References references;

    ConditionReader(Findings findings, References references) {
        this.findings = findings;
        this.references = references;
    }

    /** The condition under a key that must be there. */
    Condition required(Section section, String key) {
        if (section.value(key).isEmpty()) {
            section.missing(key, "a condition");
            return Condition.always();
        }
        return optional(section, key).orElse(Condition.always());
    }

    Optional<Condition> optional(Section section, String key) {
        return section.section(key).map(this::read);
    }

    private Condition read(Section section) {
        var all = new ArrayList<Condition>();
        names(section, "known").forEach(name -> all.add(new Condition.Known(name, true)));
        names(section, "unknown").forEach(name -> all.add(new Condition.Known(name, false)));
        field(section).ifPresent(all::add);
        intents(section).ifPresent(all::add);
        moods(section).ifPresent(all::add);
        count(section, "attempts").map(Condition.Attempts::new).ifPresent(all::add);
        visited(section).ifPresent(all::add);
        unsure(section).forEach(tool -> all.add(new Condition.Unsure(tool)));
        clock(section).ifPresent(all::add);
        days(section).ifPresent(all::add);
        section.truth("open").map(Condition.Open::new).ifPresent(all::add);
        several(section, "all").map(Condition.All::new).ifPresent(all::add);
        several(section, "any").map(Condition.Any::new).ifPresent(all::add);
        optional(section, "not").map(Condition.Not::new).ifPresent(all::add);
        section.refuseOthers();
        if (all.isEmpty()) {
            findings.add(section.node(), section.path(""), "found no condition, expected one of "
                    + "known, unknown, field, intent, mood, attempts, visited, unsure, time, days, open, all, any, not");
        }
        return all.size() == 1 ? all.getFirst() : new Condition.All(all);
    }

    private List<String> names(Section section, String key) {
        var names = section.texts(key);
        section.value(key)
                .ifPresent(node -> names
                        .forEach(name -> fieldOrFact(node, section.path(key), name)));
        return names;
    }

    private void fieldOrFact(YamlNode at, String path, String name) {
        boolean elsewhere = Facts.isName(name) || name.startsWith(Business.PREFIX)
                || name.startsWith(References.CONSENT);
        if (!elsewhere) {
            references.field(at, path, name);
        }
    }

    private Optional<Condition> field(Section section) {
        var names = names(section, "field");
        var is = section.texts("is");
        var not = section.texts("is-not");
        var least = decimal(section, "at-least");
        var most = decimal(section, "at-most");
        boolean says = !is.isEmpty() || !not.isEmpty() || least.isPresent() || most.isPresent();
        if (names.isEmpty()) {
            if (says) {
                section.missing("field", "a field");
            }
            return Optional.empty();
        }
        String name = names.getFirst();
        if (!says) {
            section.missing("is", "what the field is to be: is, is-not, at-least or at-most");
        }
        var all = new ArrayList<Condition>();
        if (!is.isEmpty()) {
            all.add(new Condition.Is(name, is));
        }
        if (!not.isEmpty()) {
            all.add(new Condition.Not(new Condition.Is(name, not)));
        }
        if (least.isPresent() || most.isPresent()) {
            all.add(new Condition.Within(name, least, most));
        }
        return Optional.of(all.size() == 1 ? all.getFirst() : new Condition.All(all));
    }

    private Optional<BigDecimal> decimal(Section section, String key) {
        return section.optional(key).flatMap(text -> {
            try {
                return Optional.of(new BigDecimal(text));
            } catch (NumberFormatException e) {
                wrong(section, key, text, "a number");
                return Optional.empty();
            }
        });
    }

    private Optional<Condition> intents(Section section) {
        var intents = section.texts("intent");
        section.value("intent")
                .ifPresent(node -> intents
                        .forEach(each -> references.intent(node, section.path("intent"), each)));
        return intents.isEmpty() ? Optional.empty() : Optional.of(new Condition.Meant(intents));
    }

    private Optional<Condition> moods(Section section) {
        var moods = section.texts("mood");
        moods.stream()
                .filter(mood -> !Condition.MOODS.contains(mood))
                .forEach(mood -> findings.addUnknown(
                        section.value("mood").orElse(section.node()), section.path("mood"), mood,
                        "a mood", Condition.MOODS));
        return moods.isEmpty() ? Optional.empty() : Optional.of(new Condition.Feels(moods));
    }

    private static Optional<Integer> count(Section section, String key) {
        return section.value(key).map(_ -> section.number(key, 1));
    }

    private Optional<Condition> visited(Section section) {
        var stage = section.optional("visited");
        int times = section.number("times", 1);
        stage.ifPresent(each -> references.stage(section.value("visited").orElse(section.node()),
                section.path("visited"), each));
        return stage.map(each -> new Condition.Visited(each, times));
    }

    private List<String> unsure(Section section) {
        var tools = section.texts("unsure");
        section.value("unsure")
                .ifPresent(node -> tools
                        .forEach(each -> references.tool(node, section.path("unsure"), each)));
        return tools;
    }

    private Optional<Condition> clock(Section section) {
        return section.optional("time").flatMap(text -> {
            var parts = text.split("\\s*-\\s*", 2);
            try {
                if (parts.length == 2) {
                    return Optional.of(new Condition.Clock(LocalTime.parse(parts[0]),
                            LocalTime.parse(parts[1])));
                }
            } catch (DateTimeParseException e) {
                // Told below, with what was expected.
                assert e != null;
            }
            wrong(section, "time", text, "two times of day such as \"09:00-17:30\"");
            return Optional.<Condition>empty();
        });
    }

    private Optional<Condition> days(Section section) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (var text : section.texts("days")) {
            Days.read(text)
                    .ifPresentOrElse(days::addAll,
                            () -> wrong(section, "days", text, Days.EXPECTED));
        }
        return days.isEmpty() ? Optional.empty() : Optional.of(new Condition.On(days));
    }

    private Optional<List<Condition>> several(Section section, String key) {
        var sections = section.sections(key);
        return sections.isEmpty()
                ? Optional.empty()
                : Optional.of(sections.stream().map(this::read).toList());
    }

    private void wrong(Section section, String key, String text, String expected) {
        findings.add(section.value(key).orElse(section.node()), section.path(key),
                "found \"" + text + "\", expected " + expected);
    }
}
