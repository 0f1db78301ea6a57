package io.antiphon.dialogue.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a stage leads, by what happens in it. Targets are names of stages, or {@link #BACK}, or
 * {@link #AGAIN}.
 *
 * @param filled a field that the stage collects was given
 * @param digits by pressed key
 * @param intents by intent, before the intent's own stage
 * @param unclear nothing was understood; otherwise the question is repeated
 * @param silence nothing was said; otherwise the question is repeated
 * @param done the work of this stage has been done
 * @param nothing the documents had no answer; otherwise as {@code failed}
 * @param failed the transfer that ends this stage did not come about, or its work failed; otherwise the agent goes
 *            home
 * @param unsure nobody knows whether the work of this stage was done; otherwise that is said, and the agent goes home
 * @param then at once, without waiting for the caller
 */
public record Transitions(Optional<String> filled, Optional<String> yes, Optional<String> no,
        Map<Character, String> digits, Map<String, String> intents, Optional<String> unclear,
        Optional<String> silence, Optional<String> done, Optional<String> nothing,
        Optional<String> failed, Optional<String> unsure, Optional<String> then) {

    /** The target that means: to where the caller was before they asked for something else. */
    public static final String BACK = "back";

    /** The target that means: say the last lines once more. */
    public static final String AGAIN = "again";

    /** What no stage can be called. */
    public static final List<String> RESERVED = List.of(BACK, AGAIN);

    public static final Transitions NONE = new Transitions(Optional.empty(), Optional.empty(),
            Optional.empty(), Map.of(), Map.of(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty());

    /** At once to another stage, or nowhere. */
    public static Transitions to(Optional<String> then) {
        return new Transitions(Optional.empty(), Optional.empty(), Optional.empty(), Map.of(),
                Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), then);
    }

    public Transitions {
        digits = Map.copyOf(digits);
        intents = Map.copyOf(intents);
    }

    List<String> targets() {
        var targets = new ArrayList<String>();
        for (var target : List.of(filled, yes, no, unclear, silence, done, nothing, failed,
                unsure, then)) {
            target.ifPresent(targets::add);
        }
        targets.addAll(digits.values());
        targets.addAll(intents.values());
        return targets;
    }
}
