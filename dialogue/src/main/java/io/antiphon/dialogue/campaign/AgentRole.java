package io.antiphon.dialogue.campaign;

import java.util.List;
import java.util.Optional;

/**
 * One of several agents that share a conversation: for qualification, for objections, for scheduling.
 *
 * @param persona who it is, for language models; in addition to the template's
 * @param model which of the server's routes answers for it; nothing: the usual one
 * @param tools names of the tools that its language model may use
 * @param handsTo names of agents to whom its language model may hand the caller on
 * @param stage where the conversation goes when it is handed to this agent
 */
public record AgentRole(String id, String persona, Optional<String> model, List<String> tools,
        List<String> handsTo, Optional<String> stage) {

    public AgentRole {
        tools = List.copyOf(tools);
        handsTo = List.copyOf(handsTo);
    }
}
