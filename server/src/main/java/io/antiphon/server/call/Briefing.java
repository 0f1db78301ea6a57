package io.antiphon.server.call;

import java.util.Map;

/**
 * What an agent is told before its call.
 *
 * @param agent who takes the call
 * @param known fields of the agent's template that are known already, name to value
 */
public record Briefing(String agent, Map<String, String> known) {

    public Briefing {
        known = Map.copyOf(known);
    }

    /** Nothing but who it is. */
    public static Briefing of(String agent) {
        return new Briefing(agent, Map.of());
    }
}
