package io.antiphon.dialogue.campaign.rule;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A branch of a template's decision tree: where its condition holds, its own branches are looked at, the first that
 * holds is taken, and then what it says itself is done.
 *
 * @param name what the trace calls it
 * @param stages where it counts; none: everywhere
 * @param once whether it is taken once a call only
 * @param rules branches below it, in order
 */
public record Rule(String name, Condition when, List<String> stages, boolean once,
        Deed deed, List<Rule> rules) {

    public Rule {
        stages = List.copyOf(stages);
        rules = List.copyOf(rules);
    }

    /**
     * What is done where a rule holds.
     *
     * @param say variants of what is said first
     * @param set fields that get a value, with {@code {field}} where another's belongs
     * @param go where the conversation goes instead of where it would have
     */
    public record Deed(List<String> say, Map<String, String> set, Optional<String> go) {

        public static final Deed NOTHING = new Deed(List.of(), Map.of(), Optional.empty());

        public Deed {
            say = List.copyOf(say);
            set = Map.copyOf(set);
        }

        /** This, and where it leaves something open, that. */
        public Deed over(Deed other) {
            var all = new java.util.HashMap<>(other.set);
            all.putAll(set);
            return new Deed(say.isEmpty() ? other.say : say, all, go.or(other::go));
        }
    }
}
