package io.antiphon.dialogue.respond;

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

    /** What a language model is asked. */
    public record ModelRequest(List<Message> messages, int maxTokens) {

        public ModelRequest {
            messages = List.copyOf(messages);
        }
    }

    /** One message of a chat. */
    public record Message(Role role, String text) {}

    /** Who wrote it. */
    public enum Role {
        SYSTEM("system"),
        CALLER("user"),
        AGENT("assistant");

        private final String written;

        Role(String written) {
            this.written = written;
        }

        /** As chat protocols write it. */
        public String written() {
            return written;
        }
    }
}
