package io.antiphon.dialogue.campaign;

import java.util.List;
import java.util.Optional;

/**
 * What the agent waits for, which is the best hint of when the caller has finished.
 *
 * @param fields all that are welcome, the one that is asked for first
 * @param keys whether a pressed key is an answer
 */
public record Expectation(AnswerKind kind, List<Field> fields, boolean keys) {

    /** Anything may come. */
    public static final Expectation OPEN = new Expectation(AnswerKind.OPEN, List.of(), false);

    public Expectation {
        fields = List.copyOf(fields);
    }

    /** Whether one word may be all of the answer. */
    public boolean shortAnswer() {
        return kind == AnswerKind.YES_NO || kind == AnswerKind.CHOICE;
    }

    /** The field that the agent's question was about. */
    public Optional<Field> asked() {
        return fields.stream().findFirst().filter(field -> field.type().answer() == kind);
    }
}
