package io.antiphon.dialogue.llm.route.cache;

import io.antiphon.dialogue.llm.ModelRequest;
import java.util.Optional;

/** Answers that were given before. Any thread. */
public interface AnswerCache {

    Optional<String> find(ModelRequest request);

    /** Keeps an answer that is complete and asks for no tool. */
    void keep(ModelRequest request, String answer);
}
