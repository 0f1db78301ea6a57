package io.antiphon.dialogue.knowledge;

import java.util.List;

/**
 * What a refresh did.
 *
 * @param read files that were new or had changed
 * @param removed files that are gone
 * @param unchanged files that were known as they are
 * @param passages that were made of the files read
 * @param problems with single files; what a file said before it became unreadable is still known
 */
public record Refreshed(int read, int removed, int unchanged, int passages,
        List<Problem> problems) {

    public Refreshed {
        problems = List.copyOf(problems);
    }
}
