package io.antiphon.dialogue.decide;

import io.antiphon.dialogue.campaign.Phase;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has been gone through.
 *
 * @param visits how often the conversation has been in a stage
 * @param objections how often each was met
 * @param rules the ones that were taken
 * @param speaking who has the caller
 * @param unsure tools of which nobody knows whether they did what they were called for
 */
public record Progress(Phase phase, Map<String, Integer> visits, Map<String, Integer> objections,
        Set<String> rules, Speaking speaking, Set<String> unsure) {

    static final Progress NONE = new Progress(Phase.GREETING, Map.of(), Map.of(), Set.of(),
            new Speaking(Optional.empty(), Optional.empty(), Map.of()), Set.of());

    public Progress {
        visits = Map.copyOf(visits);
        objections = Map.copyOf(objections);
        rules = Set.copyOf(rules);
        unsure = Set.copyOf(unsure);
    }

    /**
     * Who of several agents has the caller.
     *
     * @param agent who spoke last
     * @param handover how it got the caller, if it was handed over
     * @param byModels how often language models have handed over to each
     */
    public record Speaking(Optional<String> agent, Optional<Handover> handover,
            Map<String, Integer> byModels) {

        public Speaking {
            byModels = Map.copyOf(byModels);
        }

        int times(String to) {
            return byModels.getOrDefault(to, 0);
        }
    }

    Progress in(Phase next) {
        return new Progress(next, visits, objections, rules, speaking, unsure);
    }

    Progress visiting(String stage) {
        return new Progress(phase, counted(visits, stage), objections, rules, speaking, unsure);
    }

    Progress meeting(String objection) {
        return new Progress(phase, visits, counted(objections, objection), rules, speaking,
                unsure);
    }

    Progress taking(Set<String> names) {
        return new Progress(phase, visits, objections, and(rules, names), speaking, unsure);
    }

    /** An agent speaks. */
    Progress spokenBy(String agent) {
        return new Progress(phase, visits, objections, rules, new Speaking(Optional.of(agent),
                speaking.handover(), speaking.byModels()), unsure);
    }

    /** A language model hands over to an agent. */
    Progress handing(String to) {
        return new Progress(phase, visits, objections, rules, new Speaking(speaking.agent(),
                speaking.handover(), counted(speaking.byModels(), to)), unsure);
    }

    Progress handed(Handover handover) {
        return new Progress(phase, visits, objections, rules,
                new Speaking(speaking.agent(), Optional.of(handover), speaking.byModels()),
                unsure);
    }

    /** Nobody knows what became of a tool. */
    Progress unsureOf(String tool) {
        return new Progress(phase, visits, objections, rules, speaking,
                and(unsure, Set.of(tool)));
    }

    private static Set<String> and(Set<String> names, Set<String> more) {
        var all = new HashSet<>(names);
        all.addAll(more);
        return all;
    }

    private static Map<String, Integer> counted(Map<String, Integer> counts, String name) {
        var more = new HashMap<>(counts);
        more.merge(name, 1, Integer::sum);
        return more;
    }
}
