package io.antiphon.dialogue.yaml;

import io.antiphon.dialogue.yaml.YamlNode.Entries;
import io.antiphon.dialogue.yaml.YamlNode.Entry;
import io.antiphon.dialogue.yaml.YamlNode.Items;
import io.antiphon.dialogue.yaml.YamlNode.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A mapping that is read key by key. Whatever is wrong is noted and something harmless comes back, so that
 * reading goes on to the next mistake; {@link #refuseOthers} notes the keys nobody asked for.
 */
public final class Section {

    private final Findings findings;
    private final YamlNode node;
    private final String path;
    private final Map<String, Entry> entries;
    private final Set<String> known = new LinkedHashSet<>();

    public Section(Findings findings, YamlNode node, String path) {
        this.findings = findings;
        this.node = node;
        this.path = path;
        if (node instanceof Entries group) {
            this.entries = group.entries();
        } else {
            this.entries = Map.of();
            findings.add(node, path, "found " + node.kind() + ", expected a group of keys");
        }
    }

    public YamlNode node() {
        return node;
    }

    public String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    public Optional<YamlNode> value(String key) {
        known.add(key);
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    /** A text that must be there. */
    public String text(String key) {
        var value = value(key);
        if (value.isEmpty()) {
            missing(key, "a text");
        }
        return value.map(found -> scalar(found, path(key))).orElse("");
    }

    /** A text that may be there. */
    public Optional<String> optional(String key) {
        return value(key).map(found -> scalar(found, path(key))).filter(text -> !text.isEmpty());
    }

    /** One text or a list of texts; none if the key is not there. */
    public List<String> texts(String key) {
        return value(key).map(found -> texts(found, path(key))).orElse(List.of());
    }

    public int number(String key, int otherwise) {
        var text = optional(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        boolean valid = text.get().length() <= 4 && text.get().chars().allMatch(Character::isDigit);
        if (!valid) {
            findings.add(entries.getOrDefault(key, new Entry(0, 0, node)).value(), path(key),
                    "found \"" + text.get() + "\", expected a number from 0 to 9999");
        }
        return valid ? Integer.parseInt(text.get()) : otherwise;
    }

    /** Whether something is so. */
    public Optional<Boolean> truth(String key) {
        var text = optional(key);
        if (text.isPresent() && !List.of("true", "false").contains(text.get())) {
            findings.add(value(key).orElse(node), path(key),
                    "found \"" + text.get() + "\", expected true or false");
        }
        return text.map(Boolean::parseBoolean);
    }

    /** The mappings of a list. */
    public List<Section> sections(String key) {
        return value(key).map(found -> items(found, path(key))).orElse(List.of());
    }

    /** A mapping that may be there. */
    public Optional<Section> section(String key) {
        return value(key).map(found -> new Section(findings, found, path(key)));
    }

    /** The keys of this mapping, in the order of the file. */
    public List<String> keys() {
        return List.copyOf(entries.keySet());
    }

    /** The keys of a mapping whose keys are names, each with its value. */
    public Map<String, YamlNode> named(String key) {
        var named = new LinkedHashMap<String, YamlNode>();
        value(key).map(found -> new Section(findings, found, path(key)))
                .ifPresent(group -> group.entries
                        .forEach((name, entry) -> named.put(name, entry.value())));
        return named;
    }

    public void missing(String key, String expected) {
        findings.add(node, path(key), "missing, expected " + expected);
    }

    /** Notes every key that was not asked for. Called last. */
    public void refuseOthers() {
        entries.forEach((key, entry) -> {
            if (!known.contains(key)) {
                findings.add(entry.line(), entry.column(), path(key),
                        "unknown key, expected one of "
                                + String.join(", ", known) + Findings.meant(key, known));
            }
        });
    }

    private String scalar(YamlNode found, String at) {
        if (found instanceof Text text && !text.text().isBlank()) {
            return text.text().strip();
        }
        findings.add(found, at, "found " + found.kind() + ", expected a text");
        return "";
    }

    private List<String> texts(YamlNode found, String at) {
        if (!(found instanceof Items list)) {
            String only = scalar(found, at);
            return only.isEmpty() ? List.of() : List.of(only);
        }
        var texts = new ArrayList<String>();
        for (int i = 0; i < list.items().size(); i++) {
            texts.add(scalar(list.items().get(i), at + "[" + i + "]"));
        }
        return texts;
    }

    private List<Section> items(YamlNode found, String at) {
        if (!(found instanceof Items list)) {
            findings.add(found, at, "found " + found.kind() + ", expected a list");
            return List.of();
        }
        var sections = new ArrayList<Section>();
        for (int i = 0; i < list.items().size(); i++) {
            sections.add(new Section(findings, list.items().get(i), at + "[" + i + "]"));
        }
        return sections;
    }
}
