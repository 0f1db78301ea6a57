package io.antiphon.dialogue.llm.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.ToolCall;
import io.antiphon.dialogue.llm.ToolOffer;
import io.antiphon.dialogue.llm.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What has come of an answer so far, beside its text. Belongs to the thread that reads it. */
final class Draft {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_CALLS = 16;
    private static final int LONGEST_ARGUMENTS = 1 << 16;

    private final ModelRequest request;
    private final List<Parts> calls = new ArrayList<>();
    private final Map<Integer, Parts> byIndex = new TreeMap<>();
    private Optional<Usage> usage = Optional.empty();
    private int guessedCompletion;
    private int answerIndex = -1;
    private boolean complete;
    private boolean cutShort;

    /** A tool call of which the pieces come one by one. */
    private static final class Parts {
        private String id = "";
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();
    }

    /** The calls of an answer, or what is wrong with them. */
    record Calls(List<ToolCall> calls, Optional<String> flaw) {}

    Draft(ModelRequest request) {
        this.request = request;
    }

    /**
     * Takes a piece of a tool call. Servers differ: some leave the index out, some use one index for all calls, some
     * say id and name in each piece, some in the first.
     *
     * @param index negative where the server does not say
     */
    void call(int index, String id, String name, String arguments) throws IOException {
        var parts = partsOf(index, id);
        parts.id = parts.id.isEmpty() ? id : parts.id;
        parts.name = parts.name.isEmpty() ? name : parts.name;
        parts.arguments.append(arguments);
        if (calls.size() > MOST_CALLS || parts.arguments.length() > LONGEST_ARGUMENTS) {
            throw new IOException("tool calls without end");
        }
    }

    /**
     * A block of a tool call begins. Where a schema was given, the arguments of the tool by that name are the
     * answer, and no call.
     */
    void begin(int index, String id, String name) throws IOException {
        if (request.form().schema().isPresent() && name.equals(AnthropicProtocol.ANSWER)) {
            answerIndex = index;
        } else {
            call(index, id, name, "");
        }
    }

    boolean isAnswer(int index) {
        return index == answerIndex;
    }

    private Parts partsOf(int index, String id) {
        var last = calls.isEmpty() ? Optional.<Parts>empty() : Optional.of(calls.getLast());
        var known = index < 0 ? last : Optional.ofNullable(byIndex.get(index));
        return known
                .filter(parts -> id.isEmpty() || parts.id.isEmpty() || parts.id.equals(id))
                .orElseGet(() -> {
                    var parts = new Parts();
                    calls.add(parts);
                    byIndex.put(index, parts);
                    return parts;
                });
    }

    /** The model is done; more lines may still tell what it took. */
    void complete(boolean tooLong) {
        complete = true;
        cutShort |= tooLong;
    }

    boolean isComplete() {
        return complete;
    }

    boolean isCutShort() {
        return cutShort;
    }

    int callCount() {
        return calls.size();
    }

    /** What the server says that the answer has taken so far; the last word counts. */
    void usage(Usage told) {
        usage = Optional.of(told);
    }

    /** What the server has told so far. */
    Usage told() {
        return usage.orElse(Usage.NONE);
    }

    /** A piece of text or of a call came, which is a token, more or less. */
    void piece() {
        guessedCompletion++;
    }

    /** What the answer took: as told, else as guessed, so that silence does not come for free. */
    Usage usage() {
        return usage.orElseGet(() -> new Usage(request.guessedTokens(), 0, guessedCompletion));
    }

    /** The tool calls, each checked as far as that is possible without knowing the tools. */
    Calls calls() {
        var offered = request.form()
                .tools()
                .stream()
                .map(ToolOffer::name)
                .collect(Collectors.toSet());
        var read = new ArrayList<ToolCall>();
        for (var parts : calls) {
            if (!offered.contains(parts.name)) {
                return flawed("the model called a tool that it was not offered");
            }
            var arguments = object(parts.arguments.toString());
            if (arguments.isEmpty()) {
                return flawed("the model called a tool with arguments that are no JSON object");
            }
            String id = parts.id.isEmpty() ? "call_" + read.size() : parts.id;
            read.add(new ToolCall(id, parts.name, arguments.get()));
        }
        return new Calls(read, Optional.empty());
    }

    private static Calls flawed(String flaw) {
        return new Calls(List.of(), Optional.of(flaw));
    }

    /** Models leave the arguments out where there are none. */
    private static Optional<JsonNode> object(String text) {
        try {
            return Optional.of(JSON.readTree(text.isBlank() ? "{}" : text))
                    .filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
