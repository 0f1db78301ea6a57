package io.antiphon.dialogue.tool.yaml;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.dialogue.schema.SchemaCheck;
import io.antiphon.dialogue.tool.spec.InputSchema;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import io.antiphon.dialogue.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads parameters: a name, and beside it what JSON Schema says of a property. One that need not be given says
 * {@code required: false}.
 */
final class SchemaReader {

    private static final List<String> TYPES = List.of("string", "integer", "number", "boolean",
            "array", "object");
    private static final List<String> TEXTS = List.of("description", "pattern", "format");
    private static final List<String> NUMBERS = List.of("minimum", "maximum", "minLength",
            "maxLength", "minItems", "maxItems");
    private static final Set<String> WHOLE = Set.of("minLength", "maxLength", "minItems",
            "maxItems");

    private final Findings findings;

    SchemaReader(Findings findings) {
        this.findings = findings;
    }

    /** Those of a tool, if it says any. */
    Optional<InputSchema> parameters(Section tool) {
        return tool.value("parameters").map(node -> {
            var schema = group(tool.named("parameters"), tool.path("parameters"));
            SchemaCheck.flaw(schema.json())
                    .ifPresent(flaw -> findings.add(node, tool.path("parameters"), flaw));
            return schema;
        });
    }

    private InputSchema group(Map<String, YamlNode> named, String path) {
        var properties = JsonNodeFactory.instance.objectNode();
        var required = new ArrayList<String>();
        named.forEach((name, node) -> {
            var section = new Section(findings, node, path + "." + name);
            properties.set(name, property(section));
            if (section.truth("required").orElse(true)) {
                required.add(name);
            }
            section.refuseOthers();
        });
        return InputSchema.of(properties, required);
    }

    /** Leaves it to the caller to ask for {@code required} and to refuse the rest. */
    private ObjectNode property(Section section) {
        String type = section.text("type");
        if (!type.isEmpty() && !TYPES.contains(type)) {
            findings.addUnknown(section.value("type").orElse(section.node()),
                    section.path("type"), type, "a type", TYPES);
        }
        var property = type.equals("object")
                ? (ObjectNode) group(section.named("properties"), section.path("properties")).json()
                : JsonNodeFactory.instance.objectNode().put("type", type);
        TEXTS.forEach(key -> section.optional(key).ifPresent(text -> property.put(key, text)));
        NUMBERS.forEach(key -> number(section, key)
                .ifPresent(number -> property.put(key, number)));
        var choices = section.texts("enum");
        if (!choices.isEmpty()) {
            choices(section, property.putArray("enum")::add, choices, type);
        }
        if (type.equals("array")) {
            section.section("items").ifPresentOrElse(items -> {
                property.set("items", property(items));
                items.refuseOthers();
            }, () -> section.missing("items", "what the array holds"));
        }
        return property;
    }

    private void choices(Section section, Consumer<String> texts,
            List<String> choices, String type) {
        if (type.equals("string")) {
            choices.forEach(texts);
        } else {
            findings.add(section.value("enum").orElse(section.node()), section.path("enum"),
                    "found choices for " + type + ", expected them for string only");
        }
    }

    private Optional<BigDecimal> number(Section section, String key) {
        var text = section.optional(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String form = WHOLE.contains(key) ? "[0-9]{1,9}" : "-?[0-9]{1,15}(\\.[0-9]{1,15})?";
        if (!text.get().matches(form)) {
            findings.add(section.value(key).orElse(section.node()), section.path(key),
                    "found \"" + text.get() + "\", expected a number");
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text.get()));
    }
}
