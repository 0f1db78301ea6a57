package io.antiphon.dialogue.llm.local.engine;

import io.antiphon.dialogue.llm.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** What is left of a conversation that is too long for a model. */
public final class Newest {

    private Newest() {}

    /** The first message, which says who the agent is, and as many of the newest as fit; the newest one always. */
    public static List<Message> of(List<Message> messages, ToIntFunction<Message> tokens,
            int most) {
        int all = messages.stream().mapToInt(tokens).sum();
        int skipped = 1;
        while (all > most && skipped < messages.size() - 1) {
            all -= tokens.applyAsInt(messages.get(skipped++));
        }
        var kept = new ArrayList<>(messages.subList(0, Math.min(1, messages.size())));
        kept.addAll(messages.subList(Math.min(skipped, messages.size()), messages.size()));
        return kept;
    }
}
