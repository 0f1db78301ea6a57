package io.antiphon.dialogue.knowledge.read;

import java.util.List;
import java.util.OptionalInt;

/**
 * A part of a document that stands on its own.
 *
 * @param headings above it, the widest first
 * @param page counted from 1, where the format has pages
 * @param text on one line
 */
public record Block(List<String> headings, OptionalInt page, Kind kind, String text) {

    /** What it is in its document. */
    public enum Kind {
        PARAGRAPH,
        ITEM,
        /** The cells of a table's row, each with the head of its column. */
        ROW
    }

    public Block {
        headings = List.copyOf(headings);
    }
}
