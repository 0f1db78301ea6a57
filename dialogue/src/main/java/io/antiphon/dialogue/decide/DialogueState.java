package io.antiphon.dialogue.decide;

import io.antiphon.dialogue.extract.FieldValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a conversation is. Immutable: a turn that is merely tried out leaves no trace.
 *
 * @param facts what was known before, in the form of fields; never changes
 * @param resume the stage that was left for something the caller asked in between
 * @param focus the field that the last question was about
 * @param waiting what the agent waits for beside the caller
 * @param unclear how often in a row nothing was understood
 * @param silent how often in a row nothing was said
 * @param typed keys of a number that is not complete
 * @param lines what the agent said last
 * @param turn counts decisions; picks among variants of lines
 * @param over whether the last line has been said
 */
public record DialogueState(String stage, Map<String, FieldValue> fields,
        Map<String, FieldValue> facts, Optional<String> resume, Optional<Focus> focus,
        Optional<Waiting> waiting, Progress progress, int unclear, int silent, String typed,
        List<String> lines, int turn, boolean over) {

    public DialogueState {
        fields = Map.copyOf(fields);
        facts = Map.copyOf(facts);
        lines = List.copyOf(lines);
    }

    static DialogueState in(String stage, Map<String, FieldValue> fields,
            Map<String, FieldValue> facts) {
        return new DialogueState(stage, fields, facts, Optional.empty(), Optional.empty(),
                Optional.empty(), Progress.NONE, 0, 0, "", List.of(), 0, false);
    }

    DialogueState typing(String keys) {
        return new DialogueState(stage, fields, facts, resume, focus, waiting, progress, unclear,
                silent, keys, lines, turn, over);
    }

    DialogueState resuming(Optional<String> later) {
        return new DialogueState(stage, fields, facts, later, focus, waiting, progress, unclear,
                silent, typed, lines, turn, over);
    }

    DialogueState knowing(Map<String, FieldValue> known) {
        return new DialogueState(stage, known, facts, resume, focus, waiting, progress, unclear,
                silent, typed, lines, turn, over);
    }

    DialogueState waitingFor(Optional<Waiting> work) {
        return new DialogueState(stage, fields, facts, resume, focus, work, progress, unclear,
                silent, typed, lines, turn, over);
    }

    DialogueState having(Progress gone) {
        return new DialogueState(stage, fields, facts, resume, focus, waiting, gone, unclear,
                silent, typed, lines, turn, over);
    }

    DialogueState saying(List<String> said) {
        return new DialogueState(stage, fields, facts, resume, focus, waiting, progress, unclear,
                silent, typed, said, turn, over);
    }

    DialogueState ending() {
        return new DialogueState(stage, fields, facts, resume, focus, Optional.empty(), progress,
                unclear, silent, typed, lines, turn, true);
    }

    /** Patience is spent in a row only: a turn of the one kind forgives those of the other. */
    DialogueState trying(int unclearTurns, int silentTurns) {
        return new DialogueState(stage, fields, facts, resume, focus, waiting, progress,
                unclearTurns, silentTurns, typed, lines, turn, over);
    }

    /** How often in a row nothing came of a turn. */
    int attempts() {
        return unclear + silent;
    }

    /** What is known under a name: a field, or a fact. */
    Optional<FieldValue> known(String name) {
        return Optional.ofNullable(fields.get(name))
                .or(() -> Optional.ofNullable(facts.get(name)));
    }
}
