package io.antiphon.dialogue.knowledge.index;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * Among which documents is looked.
 *
 * @param agent whose documents they are
 * @param tags of which a document has at least one; all documents of the agent where none is named
 */
public record Filter(String agent, Set<String> tags) {

    /** Between agent and tag; no name has it. */
    private static final char BETWEEN = '\u001f';

    public Filter {
        tags = Set.copyOf(tags);
    }

    /** All documents of an agent. */
    public static Filter of(String agent) {
        return new Filter(agent, Set.of());
    }

    /** What a document of this agent with these tags is marked with. */
    static Set<String> marks(String agent, Set<String> tags) {
        var marks = tags.stream().map(tag -> agent + BETWEEN + tag).collect(Collectors.toSet());
        marks.add(agent);
        return Set.copyOf(marks);
    }

    /** The marks of which a document has to have one. */
    Set<String> wanted() {
        return tags.isEmpty()
                ? Set.of(agent)
                : tags.stream()
                        .map(tag -> agent + BETWEEN + tag)
                        .collect(Collectors.toUnmodifiableSet());
    }
}
