package io.antiphon.dialogue.tool.yaml;

import io.antiphon.dialogue.tool.spec.BuiltIn.Hours;
import io.antiphon.dialogue.tool.spec.BuiltIn.Hours.Span;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import io.antiphon.dialogue.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads when appointments may be: {@code open: {monday: [09:00-12:00, 13:00-17:00]}}. */
final class HoursReader {

    private static final List<String> DAYS = Arrays.stream(DayOfWeek.values())
            .map(day -> day.name().toLowerCase(Locale.ROOT))
            .toList();

    private final Findings findings;

    HoursReader(Findings findings) {
        this.findings = findings;
    }

    /** From the keys of the section around it. */
    Hours read(Section section) {
        var open = open(section);
        int slotMinutes = section.number("slot-minutes", 30);
        if (slotMinutes < 5) {
            findings.add(section.node(), section.path("slot-minutes"),
                    "found " + slotMinutes + ", expected 5 or more");
        }
        return new Hours(zone(section), open, Duration.ofMinutes(Math.max(5, slotMinutes)),
                Duration.ofMinutes(section.number("notice-minutes", 60)),
                Duration.ofDays(section.number("horizon-days", 28)));
    }

    private ZoneId zone(Section section) {
        String text = section.text("time-zone");
        try {
            return text.isEmpty() ? ZoneOffset.UTC : ZoneId.of(text);
        } catch (DateTimeException e) {
            findings.add(section.value("time-zone").orElse(section.node()),
                    section.path("time-zone"),
                    "found \"" + text + "\", expected a zone such as Europe/Berlin ("
                            + e.getMessage() + ")");
            return ZoneOffset.UTC;
        }
    }

    private Map<DayOfWeek, List<Span>> open(Section section) {
        var open = new EnumMap<DayOfWeek, List<Span>>(DayOfWeek.class);
        if (section.value("open").isEmpty()) {
            section.missing("open", "hours for each day that has any");
        }
        section.section("open").ifPresent(days -> {
            for (var day : DAYS) {
                var spans = days.texts(day);
                if (!spans.isEmpty()) {
                    open.put(DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)),
                            spans(days, day, spans));
                }
            }
            days.refuseOthers();
        });
        return open;
    }

    private List<Span> spans(Section days, String day, List<String> texts) {
        var spans = new ArrayList<Span>();
        var at = days.value(day).orElse(days.node());
        texts.forEach(text -> span(at, days.path(day), text, spans));
        return List.copyOf(spans);
    }

    private void span(YamlNode at, String path, String text, List<Span> spans) {
        var ends = text.split("-", -1);
        try {
            if (ends.length == 2) {
                var span = new Span(LocalTime.parse(ends[0].strip()),
                        LocalTime.parse(ends[1].strip()));
                if (span.from().isBefore(span.until())) {
                    spans.add(span);
                    return;
                }
            }
            findings.add(at, path, "found \"" + text + "\", expected such as 09:00-12:30");
        } catch (DateTimeException e) {
            findings.add(at, path, "found \"" + text + "\", expected such as 09:00-12:30 ("
                    + e.getMessage() + ")");
        }
    }
}
