package io.antiphon.dialogue.campaign.yaml;

import io.antiphon.dialogue.campaign.Asking;
import io.antiphon.dialogue.campaign.Asking.Confirm;
import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.campaign.FieldType;
import io.antiphon.dialogue.campaign.Limits;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads one field. */
final class FieldReader {

    private static final List<String> TYPES = Arrays.stream(FieldType.values())
            .map(FieldType::written)
            .toList();
    private static final List<String> CONFIRM = List.of("never", "doubtful", "always");

    private final Findings findings;
    private final References references;

    FieldReader(Findings findings, References references) {
        this.findings = findings;
        this.references = references;
    }

    Field read(String name, Section section) {
        String written = section.text("type");
        var type = FieldType.of(written);
        if (type.isEmpty() && !written.isEmpty()) {
            findings.addUnknown(section.value("type").orElse(section.node()), section.path("type"),
                    written, "a type", TYPES);
        }
        var limits = limits(section);
        var options = options(section);
        var asking = asking(section);
        boolean required = section.truth("required").orElse(false);
        var from = section.optional("from");
        section.refuseOthers();
        if (from.isPresent() && !Facts.isName(from.get())) {
            findings.add(section.value("from").orElse(section.node()), section.path("from"),
                    "found \"" + from.get() + "\", expected one of " + Facts.expected());
        }
        var fits = type.orElse(FieldType.TEXT);
        if (fits == FieldType.OPTION && options.isEmpty()) {
            section.missing("options", "a group of values with phrases");
            fits = FieldType.TEXT;
        }
        if (fits != FieldType.OPTION && !options.isEmpty()) {
            findings.add(section.value("options").orElse(section.node()), section.path("options"),
                    "found options, which only fields of type option have");
        }
        return new Field(name, fits, limits, options, asking, required, from);
    }

    private Limits limits(Section section) {
        int least = section.number("min-digits", 1);
        int most = section.number("max-digits", 20);
        var min = decimal(section, "min");
        var max = decimal(section, "max");
        var pattern = pattern(section);
        if (least < 1 || most < least) {
            findings.add(section.node(), section.path("max-digits"),
                    "found from " + least + " to " + most + " digits, expected 1 or more");
            return Limits.NONE;
        }
        if (min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) > 0) {
            findings.add(section.value("max").orElse(section.node()), section.path("max"),
                    "found " + max.get() + ", expected " + min.get() + " or more");
            return Limits.NONE;
        }
        return new Limits(least, most, min, max, pattern);
    }

    private Optional<BigDecimal> decimal(Section section, String key) {
        return section.optional(key).flatMap(text -> {
            try {
                return Optional.of(new BigDecimal(text));
            } catch (NumberFormatException e) {
                findings.add(section.value(key).orElse(section.node()), section.path(key),
                        "found \"" + text + "\", expected a number");
                return Optional.empty();
            }
        });
    }

    private Optional<Pattern> pattern(Section section) {
        return section.optional("pattern").flatMap(text -> {
            try {
                return Optional.of(Pattern.compile(text));
            } catch (PatternSyntaxException e) {
                findings.add(section.value("pattern").orElse(section.node()),
                        section.path("pattern"),
                        "no regular expression: " + e.getDescription());
                return Optional.empty();
            }
        });
    }

    private Map<String, List<String>> options(Section section) {
        var options = new LinkedHashMap<String, List<String>>();
        section.section("options").ifPresent(each -> {
            for (var value : each.keys()) {
                var phrases = each.texts(value);
                if (!phrases.isEmpty()) {
                    options.put(value, phrases);
                }
            }
        });
        return options;
    }

    private Asking asking(Section section) {
        var ask = references.lines(section, "ask");
        var again = references.lines(section, "ask-again");
        var invalid = references.lines(section, "invalid");
        var readBack = references.lines(section, "read-back");
        String confirm = section.optional("confirm").orElse("never");
        if (!CONFIRM.contains(confirm)) {
            findings.addUnknown(section.value("confirm").orElse(section.node()),
                    section.path("confirm"), confirm, "when it is read back", CONFIRM);
            confirm = "never";
        }
        return new Asking(ask, again, invalid, readBack, switch (confirm) {
            case "doubtful" -> Confirm.DOUBTFUL;
            case "always" -> Confirm.ALWAYS;
            default -> Confirm.NEVER;
        });
    }
}
