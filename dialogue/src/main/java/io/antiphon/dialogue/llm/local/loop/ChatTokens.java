package io.antiphon.dialogue.llm.local.loop;

import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.Message.Role;
import io.antiphon.dialogue.llm.local.engine.ModelFault;
import io.antiphon.dialogue.llm.local.engine.ModelFolder;
import io.antiphon.dialogue.llm.local.engine.Newest;
import io.antiphon.dialogue.llm.local.token.BytePairs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The messages of a chat as tokens: each begins with its role's token and ends with the end. Immutable. */
record ChatTokens(BytePairs tokens, Map<Role, Integer> roles, int end) {

    static ChatTokens read(ModelFolder folder) throws ModelFault {
        var file = folder.file("tokenizer");
        try {
            var tokens = BytePairs.read(file);
            var roles = new EnumMap<Role, Integer>(Role.class);
            for (var role : Role.values()) {
                roles.put(role, special(tokens, folder.role(role)));
            }
            return new ChatTokens(tokens, roles, special(tokens, folder.text("end")));
        } catch (IOException e) {
            throw new ModelFault("the tokenizer " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static int special(BytePairs tokens, String name) throws ModelFault {
        int token = tokens.special(name);
        if (token < 0) {
            throw new ModelFault("the tokenizer has no special token " + name);
        }
        return token;
    }

    /** The messages, without some old ones where they are too many, and the beginning of the agent's answer. */
    int[] prompt(List<Message> messages, int most) {
        var prompt = new ArrayList<Integer>();
        Newest.of(messages, message -> message(message).size(), most - 1)
                .forEach(message -> prompt.addAll(message(message)));
        prompt.add(role(Role.AGENT));
        // If two messages are too long already, the end is what matters.
        return prompt.subList(Math.max(0, prompt.size() - most), prompt.size())
                .stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private List<Integer> message(Message message) {
        var written = new ArrayList<Integer>();
        written.add(role(message.role()));
        written.addAll(tokens.encode(message.text()));
        written.add(end);
        return written;
    }

    private int role(Role role) {
        return roles.getOrDefault(role, end);
    }
}
