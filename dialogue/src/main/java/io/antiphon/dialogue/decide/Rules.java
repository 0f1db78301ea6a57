package io.antiphon.dialogue.decide;

import io.antiphon.dialogue.campaign.Script;
import io.antiphon.dialogue.campaign.rule.Rule;
import io.antiphon.dialogue.campaign.rule.Rule.Deed;
import io.antiphon.dialogue.extract.Extractor;
import io.antiphon.dialogue.extract.FieldValue;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Walks the decision tree of a template. */
final class Rules {

    private final List<Rule> rules;

    /** The deed of all the branches that were taken, the innermost first, and their names. */
    record Taken(Deed deed, Set<String> names) {}

    Rules(List<Rule> rules) {
        this.rules = rules;
    }

    Optional<Taken> take(DialogueState state, Moment moment) {
        return take(rules, state, moment);
    }

    private static Optional<Taken> take(List<Rule> rules, DialogueState state, Moment moment) {
        for (var rule : rules) {
            boolean counts = (rule.stages().isEmpty() || rule.stages().contains(state.stage()))
                    && !(rule.once() && state.progress().rules().contains(rule.name()));
            if (counts && moment.holds(rule.when(), state)) {
                var below = take(rule.rules(), state, moment);
                if (below.isPresent() || !rule.deed().equals(Deed.NOTHING)) {
                    return Optional.of(with(rule, below));
                }
            }
        }
        return Optional.empty();
    }

    private static Taken with(Rule rule, Optional<Taken> below) {
        var names = new LinkedHashSet<String>();
        names.add(rule.name());
        below.ifPresent(taken -> names.addAll(taken.names()));
        return new Taken(below.map(taken -> taken.deed().over(rule.deed())).orElse(rule.deed()),
                names);
    }

    /** The fields of a state once a deed has set some. */
    static Map<String, FieldValue> set(DialogueState state, Deed deed) {
        var fields = new HashMap<>(state.fields());
        var known = Known.written(state);
        deed.set()
                .forEach((name, text) -> Script.filled(text, known)
                        .map(Extractor::fact)
                        .map(value -> value.from(FieldValue.Source.RULE))
                        .ifPresent(value -> fields.put(name, value)));
        return fields;
    }
}
