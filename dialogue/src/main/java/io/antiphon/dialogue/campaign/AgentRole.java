package io.antiphon.dialogue.campaign;

import java.util.List;
import java.util.Optional;

/**
 * One of several agents that share a conversation: for qualification, for objections, for scheduling. Who speaks is the
 * stage's to say, so that going to a stage of another agent hands the caller over, with all that is known.
 *
 * @param persona who it is, for language models; in addition to the template's
 * @param model who words what it says: the name of a provider or a route of the configuration; nothing: as for all
 * @param tools names of the tools that its language model may use
 * @param handover where and to whom callers are handed over
 */
public record AgentRole(String id, String persona, Optional<String> model, List<String> tools,
        Handover handover) {

    /** The tool that a language model calls to hand a caller over. */
    public static final String HAND_OVER = "hand_over";

    public AgentRole {
        tools = List.copyOf(tools);
    }

    /**
     * How an agent gets callers from others, and rids itself of them.
     *
     * @param entry the stage in which it begins with a caller who is handed over by a language model; nothing: its first
     * @param to the agents to whom its language model may hand over
     */
    public record Handover(Optional<String> entry, List<String> to) {

        /** By rule alone. */
        public static final Handover NONE = new Handover(Optional.empty(), List.of());

        public Handover {
            to = List.copyOf(to);
        }
    }
}
