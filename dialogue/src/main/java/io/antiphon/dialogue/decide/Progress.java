package io.antiphon.dialogue.decide;

import io.antiphon.dialogue.campaign.Phase;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What has been gone through.
 *
 * @param visits how often the conversation has been in a stage
 * @param objections how often each was met
 * @param rules the ones that were taken
 */
public record Progress(Phase phase, Map<String, Integer> visits, Map<String, Integer> objections,
        Set<String> rules) {

    static final Progress NONE = new Progress(Phase.GREETING, Map.of(), Map.of(), Set.of());

    public Progress {
        visits = Map.copyOf(visits);
        objections = Map.copyOf(objections);
        rules = Set.copyOf(rules);
    }

    Progress in(Phase next) {
        return new Progress(next, visits, objections, rules);
    }

    Progress visiting(String stage) {
        return new Progress(phase, counted(visits, stage), objections, rules);
    }

    Progress meeting(String objection) {
        return new Progress(phase, visits, counted(objections, objection), rules);
    }

    Progress taking(Set<String> names) {
        var all = new HashSet<>(rules);
        all.addAll(names);
        return new Progress(phase, visits, objections, all);
    }

    private static Map<String, Integer> counted(Map<String, Integer> counts, String name) {
        var more = new HashMap<>(counts);
        more.merge(name, 1, Integer::sum);
        return more;
    }
}
