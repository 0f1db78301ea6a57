package io.antiphon.dialogue.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * What a language model is asked.
 *
 * @param task what the answer is for
 * @param call whose account it goes on: the id of a call
 * @param messages the conversation, the newest last
 * @param form what the answer may be
 * @param deadlines how long it may keep one waiting
 * @param model whom to ask, by a name of the configuration; nothing: whoever is asked for such a task
 */
public record ModelRequest(Task task, String call, List<Message> messages, Form form,
        Deadlines deadlines, Optional<String> model) {

    public ModelRequest {
        messages = List.copyOf(messages);
    }

    /** Asked of whoever is asked for such a task. */
    public ModelRequest(Task task, String call, List<Message> messages, Form form,
            Deadlines deadlines) {
        this(task, call, messages, form, deadlines, Optional.empty());
    }

    /** Words for a caller, on nobody's account. */
    public static ModelRequest spoken(List<Message> messages, int maxTokens) {
        return new ModelRequest(Task.RESPOND, "", messages, Form.text(maxTokens),
                Deadlines.SPOKEN);
    }

    /** The same on the account of a call. */
    public ModelRequest of(String otherCall) {
        return new ModelRequest(task, otherCall, messages, form, deadlines, model);
    }

    /** The same with other patience. */
    public ModelRequest within(Deadlines others) {
        return new ModelRequest(task, call, messages, form, others, model);
    }

    /** The same, with other messages. */
    public ModelRequest saying(List<Message> others) {
        return new ModelRequest(task, call, others, form, deadlines, model);
    }

    /** The same, asked of someone in particular. */
    public ModelRequest by(Optional<String> name) {
        return new ModelRequest(task, call, messages, form, deadlines, name);
    }

    /** Roughly how many tokens there are to read. */
    public long guessedTokens() {
        long tokens = 0;
        for (var message : messages) {
            tokens += Usage.guess(message.text());
        }
        for (var tool : form.tools()) {
            tokens += Usage.guess(tool.description()) + Usage.guess(tool.parameters().toString());
        }
        return tokens;
    }

    /**
     * What an answer may be.
     *
     * @param maxTokens how long, at most
     * @param tools what it may ask for
     * @param schema the JSON Schema, of an object, that it has to obey, if it has to; nobody changes it any more
     */
    public record Form(int maxTokens, List<ToolOffer> tools, Optional<JsonNode> schema) {

        public Form {
            tools = List.copyOf(tools);
            if (maxTokens < 1) {
                throw new IllegalArgumentException("an answer of " + maxTokens + " tokens");
            }
        }

        /** Text alone. */
        public static Form text(int maxTokens) {
            return new Form(maxTokens, List.of(), Optional.empty());
        }

        /** JSON that obeys a schema. */
        public static Form json(int maxTokens, JsonNode schema) {
            return new Form(maxTokens, List.of(), Optional.of(schema));
        }

        /** Text, or one or more of these tools. */
        public static Form tools(int maxTokens, List<ToolOffer> tools) {
            return new Form(maxTokens, tools, Optional.empty());
        }
    }
}
