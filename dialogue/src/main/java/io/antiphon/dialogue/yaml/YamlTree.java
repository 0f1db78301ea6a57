package io.antiphon.dialogue.yaml;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.antiphon.dialogue.yaml.YamlNode.Entries;
import io.antiphon.dialogue.yaml.YamlNode.Entry;
import io.antiphon.dialogue.yaml.YamlNode.Items;
import io.antiphon.dialogue.yaml.YamlNode.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Parses YAML into nodes that remember their places. */
public final class YamlTree {

    private static final int DEEPEST = 20;

    private final Findings findings;

    public YamlTree(Findings findings) {
        this.findings = findings;
    }

    /** The document, unless it is no YAML at all, in which case the findings say why. */
    public Optional<YamlNode> parse(String yaml) {
        try (var parser = new YAMLFactory().createParser(yaml)) {
            var first = Optional.ofNullable(parser.nextToken());
            if (first.isEmpty()) {
                findings.add(1, 1, "", "the file is empty, expected keys and values");
                return Optional.empty();
            }
            return Optional.of(node(parser, "", 0));
        } catch (JsonProcessingException e) {
            var at = Optional.ofNullable(e.getLocation());
            findings.add(at.map(place -> place.getLineNr()).orElse(1),
                    at.map(place -> place.getColumnNr()).orElse(1), "",
                    "not valid YAML: " + told(e.getOriginalMessage()));
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    private YamlNode node(JsonParser parser, String path, int depth) throws IOException {
        var at = parser.currentTokenLocation();
        int line = at.getLineNr();
        int column = at.getColumnNr();
        if (depth > DEEPEST) {
            findings.add(line, column, path, "nested deeper than " + DEEPEST + " levels");
            parser.skipChildren();
            return new Text(line, column, "");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> entries(parser, path, depth);
            case START_ARRAY -> {
                var items = new ArrayList<YamlNode>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(node(parser, path + "[" + items.size() + "]", depth + 1));
                }
                yield new Items(line, column, items);
            }
            case VALUE_NULL -> new Text(line, column, "");
            default -> new Text(line, column, parser.getText());
        };
    }

    private YamlNode entries(JsonParser parser, String path, int depth) throws IOException {
        var start = parser.currentTokenLocation();
        var entries = new LinkedHashMap<String, Entry>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var at = parser.currentTokenLocation();
            String key = parser.currentName();
            String below = path.isEmpty() ? key : path + "." + key;
            parser.nextToken();
            var entry = new Entry(at.getLineNr(), at.getColumnNr(), node(parser, below, depth + 1));
            var earlier = Optional.ofNullable(entries.putIfAbsent(key, entry));
            earlier.ifPresent(first -> findings.add(entry.line(), entry.column(), below,
                    "found twice, first in line " + first.line()));
        }
        return new Entries(start.getLineNr(), start.getColumnNr(), entries);
    }

    /** The parser's message without the excerpts that it indents. */
    private static String told(String message) {
        return message.lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .collect(joining("; "));
    }
}
