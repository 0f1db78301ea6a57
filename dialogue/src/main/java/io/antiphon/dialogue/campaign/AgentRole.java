package io.antiphon.dialogue.campaign;

import java.util.List;

/**
 * One of several agents that share a conversation: for qualification, for objections, for scheduling. Who speaks is the
 * stage's to say, so that going to a stage of another agent hands the caller on, with all that is known.
 *
 * @param persona who it is, for language models; in addition to the template's
 * @param tools names of the tools that its language model may use
 */
public record AgentRole(String id, String persona, List<String> tools) {

    public AgentRole {
        tools = List.copyOf(tools);
    }
}
