package io.antiphon.dialogue.campaign.rule;

import java.util.List;
import java.util.Optional;

/**
 * Something callers hold against what the agent offers, and how it is met. After that the agent comes back to what it
 * had asked.
 *
 * @param phrases how callers put it
 * @param meet what is said, the first time the first line, and so on
 * @param improvise what a language model is asked to do instead, if there is one
 * @param times how often it is met; a caller who says it once more means it
 * @param go where the conversation goes then; nothing: the agent's home
 */
public record Objection(String id, List<String> phrases, List<String> meet,
        Optional<String> improvise, int times, Optional<String> go) {

    public Objection {
        phrases = List.copyOf(phrases);
        meet = List.copyOf(meet);
        if (phrases.isEmpty() || meet.isEmpty() || times < 1) {
            throw new IllegalArgumentException("objection " + id + " needs phrases and lines");
        }
    }
}
