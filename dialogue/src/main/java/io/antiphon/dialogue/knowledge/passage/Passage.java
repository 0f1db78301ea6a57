package io.antiphon.dialogue.knowledge.passage;

import java.util.List;
import java.util.OptionalInt;

/**
 * A few sentences of a document that belong together.
 *
 * @param id of the file and the passage's number in it: the same as long as the file is
 * @param file as the template names it, or found it
 * @param title of the document
 * @param headings above it, the widest first
 * @param page counted from 1, where the format has pages
 * @param sentences at least one
 */
public record Passage(String id, String file, String title, List<String> headings, OptionalInt page,
        List<String> sentences) {

    public Passage {
        headings = List.copyOf(headings);
        sentences = List.copyOf(sentences);
        if (sentences.isEmpty()) {
            throw new IllegalArgumentException(id + " says nothing");
        }
    }

    public String text() {
        return String.join(" ", sentences);
    }

    /** Where it stands, for people: {@code leaflet.pdf, page 3, Opening hours}. */
    public String place() {
        var place = new StringBuilder(file);
        page.ifPresent(number -> place.append(", page ").append(number));
        if (!headings.isEmpty()) {
            place.append(", ").append(String.join(" > ", headings));
        }
        return place.toString();
    }
}
