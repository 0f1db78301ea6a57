package io.antiphon.dialogue.campaign;

import java.util.List;
import java.util.Optional;

/**
 * A place in the conversation: what is said there, what is awaited, and where it leads.
 *
 * @param collects names of fields; where {@code expects} fits the first one, that one is asked for
 *            (and the stage is passed over when it is known), the others are welcome
 * @param forgets names of fields that are unknown again on entering
 * @param headers what our signalling carries once the stage has been entered
 */
public record Stage(String id, Script script, AnswerKind expects, List<String> collects,
        List<String> forgets, List<Choice> choices, Transitions on, Optional<Ending> ending,
        boolean interruptible, Headers headers) {

    public Stage {
        collects = List.copyOf(collects);
        forgets = List.copyOf(forgets);
        choices = List.copyOf(choices);
        if (id.isBlank() || Transitions.RESERVED.contains(id)) {
            throw new IllegalArgumentException("a stage cannot be called \"" + id + "\"");
        }
    }

    /** One of several answers. */
    public record Choice(List<String> phrases, String stage) {

        public Choice {
            phrases = List.copyOf(phrases);
        }
    }
}
