package io.antiphon.dialogue.campaign.yaml;

import io.antiphon.dialogue.campaign.business.Business;
import io.antiphon.dialogue.campaign.business.Hours;
import io.antiphon.dialogue.campaign.business.Hours.Span;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a template says of the business. */
final class BusinessReader {

    private final Findings findings;

    BusinessReader(Findings findings) {
        this.findings = findings;
    }

    Business read(Section template) {
        var section = template.section("business");
        if (section.isEmpty()) {
            return Business.UNKNOWN;
        }
        var business = new Business(zone(section.get()), hours(section.get()),
                facts(section.get()));
        section.get().refuseOthers();
        return business;
    }

    private Optional<ZoneId> zone(Section section) {
        return section.optional("time-zone").flatMap(text -> {
            try {
                return Optional.of(ZoneId.of(text));
            } catch (DateTimeException e) {
                wrong(section, "time-zone", text, "a time zone such as \"Europe/Berlin\"");
                return Optional.empty();
            }
        });
    }

    private Optional<Hours> hours(Section section) {
        var week = new EnumMap<DayOfWeek, List<Span>>(DayOfWeek.class);
        section.section("open").ifPresent(open -> {
            for (var key : open.keys()) {
                var spans = spans(open, key);
                Days.read(key)
                        .ifPresentOrElse(
                                days -> days.forEach(day -> week.put(day, spans)),
                                () -> wrong(open, key, key, Days.EXPECTED));
            }
        });
        var closed = new HashSet<LocalDate>();
        for (var text : section.texts("closed")) {
            try {
                closed.add(LocalDate.parse(text));
            } catch (DateTimeException e) {
                wrong(section, "closed", text, "a date such as \"2026-12-25\"");
            }
        }
        return week.isEmpty() ? Optional.empty() : Optional.of(new Hours(week, closed));
    }

    private List<Span> spans(Section open, String key) {
        var spans = new ArrayList<Span>();
        for (var text : open.texts(key)) {
            var parts = text.split("\\s*-\\s*", 2);
            try {
                if (parts.length < 2) {
                    throw new DateTimeException("no span");
                }
                spans.add(new Span(LocalTime.parse(parts[0]), LocalTime.parse(parts[1])));
            } catch (DateTimeException | IllegalArgumentException e) {
                wrong(open, key, text, "two times of one day such as \"09:00-17:30\"");
            }
        }
        return spans;
    }

    private static Map<String, String> facts(Section section) {
        var facts = new LinkedHashMap<String, String>();
        section.section("facts").ifPresent(each -> {
            for (var name : each.keys()) {
                String text = each.text(name);
                if (!text.isEmpty()) {
                    facts.put(name, text);
                }
            }
        });
        return facts;
    }

    private void wrong(Section section, String key, String text, String expected) {
        findings.add(section.value(key).orElse(section.node()), section.path(key),
                "found \"" + text + "\", expected " + expected);
    }
}
