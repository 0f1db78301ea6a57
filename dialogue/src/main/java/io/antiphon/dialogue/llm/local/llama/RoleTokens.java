package io.antiphon.dialogue.llm.local.llama;

import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.Message.Role;
import io.antiphon.dialogue.llm.local.engine.ModelFault;
import io.antiphon.dialogue.llm.local.engine.ModelFolder;
import java.util.List;

/** A chat as the settings of a model's folder say: the token of the role, the text, the end. Immutable. */
record RoleTokens(String system, String caller, String agent, String end) implements Chat {

    static RoleTokens read(ModelFolder folder) throws ModelFault {
        return new RoleTokens(folder.role(Role.SYSTEM), folder.role(Role.CALLER),
                folder.role(Role.AGENT), folder.text("end"));
    }

    @Override
    public String prompt(List<Message> messages) {
        var prompt = new StringBuilder();
        messages.forEach(message -> prompt.append(message(message)));
        return prompt.append(agent).toString();
    }

    @Override
    public String message(Message message) {
        // Whoever speaks of such a token must not become another speaker by it.
        return role(message.role()) + message.text().replace("<|", "< |") + end;
    }

    private String role(Role role) {
        return switch (role) {
            case SYSTEM, TOOL -> system;
            case CALLER -> caller;
            case AGENT -> agent;
        };
    }
}
