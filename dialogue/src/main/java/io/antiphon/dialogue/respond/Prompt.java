package io.antiphon.dialogue.respond;

import io.antiphon.dialogue.llm.ModelRequest;
import java.util.List;
import java.util.Optional;

/**
 * What is to be answered.
 *
 * @param script the lines to say, word for word
 * @param request what to ask a language model for instead, where the template leaves room for one
 */
public record Prompt(List<String> script, Optional<ModelRequest> request) {

    public Prompt {
        script = List.copyOf(script);
    }
}
