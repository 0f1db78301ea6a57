package io.antiphon.dialogue.knowledge.index;

import java.util.Set;

/** An agent whose template names a file, and the tags that it gives it there. */
public record Owner(String agent, Set<String> tags) {

    public Owner {
        tags = Set.copyOf(tags);
    }
}
