package io.antiphon.server.call;

import io.antiphon.tts.SynthesisPool;
import io.antiphon.tts.Voice;
import java.util.Map;

/**
 * What is spoken with: voices, and the workers that all calls share.
 *
 * @param voice of all agents that have none of their own
 * @param own by agent
 */
public record Speech(Voice voice, SynthesisPool pool, Map<String, Voice> own) {

    public Speech {
        own = Map.copyOf(own);
    }

    /** What this agent speaks with. */
    Speech of(String agent) {
        return new Speech(own.getOrDefault(agent, voice), pool, Map.of());
    }
}
