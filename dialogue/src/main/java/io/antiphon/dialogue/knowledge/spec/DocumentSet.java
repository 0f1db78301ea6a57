package io.antiphon.dialogue.knowledge.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The documents that one agent answers from.
 *
 * @param agent whose they are, by its template's name
 * @param folder that paths are relative to: the template's
 */
public record DocumentSet(String agent, Path folder, List<Source> sources) {

    /**
     * A file, or all files of a pattern.
     *
     * @param pattern a path, or a glob such as {@code handbook/**.md}
     * @param tags by which questions may choose among documents
     * @param line where the template names it, counted from 1
     * @param column counted from 1
     */
    public record Source(String pattern, Set<String> tags, int line, int column) {

        public Source {
            tags = Set.copyOf(tags);
        }

        /** Whether it may stand for several files. */
        public boolean isGlob() {
            return pattern.chars().anyMatch(letter -> "*?[{".indexOf(letter) >= 0);
        }
    }

    public DocumentSet {
        sources = List.copyOf(sources);
    }
}
