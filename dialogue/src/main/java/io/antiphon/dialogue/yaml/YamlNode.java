package io.antiphon.dialogue.yaml;

import java.util.List;
import java.util.Map;

/** A value of a YAML document and where it stands. Lines and columns count from 1. */
public sealed interface YamlNode {

    int line();

    int column();

    /** What it is called in messages. */
    String kind();

    /** A scalar, as written. */
    record Text(int line, int column, String text) implements YamlNode {
        @Override
        public String kind() {
            return text.isEmpty() ? "nothing" : "\"" + text + "\"";
        }
    }

    /** A sequence. */
    record Items(int line, int column, List<YamlNode> items) implements YamlNode {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A mapping, in the order of the file. */
    record Entries(int line, int column, Map<String, Entry> entries) implements YamlNode {
        @Override
        public String kind() {
            return "a group of keys";
        }
    }

    /** One entry of a mapping; the place is that of its key. */
    record Entry(int line, int column, YamlNode value) {}
}
