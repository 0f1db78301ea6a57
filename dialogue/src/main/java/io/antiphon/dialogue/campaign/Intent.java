package io.antiphon.dialogue.campaign;

import java.util.List;

/**
 * Something a caller may want at any moment.
 *
 * @param phrases how callers put it, in lower case
 * @param stage where the conversation goes
 * @param fills fields that may be mentioned along with it; they begin anew
 */
public record Intent(String id, List<String> phrases, String stage, List<String> fills) {

    public Intent {
        phrases = List.copyOf(phrases);
        fills = List.copyOf(fills);
        if (phrases.isEmpty()) {
            throw new IllegalArgumentException("intent " + id + " needs a phrase");
        }
    }
}
