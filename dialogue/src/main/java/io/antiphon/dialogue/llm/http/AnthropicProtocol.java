package io.antiphon.dialogue.llm.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.fault.EngineFailure.Kind;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * Anthropic's {@code /v1/messages} with server-sent events. A schema is obeyed by a tool that the model must call,
 * whose arguments are the answer.
 */
final class AnthropicProtocol implements Protocol {

    /** The tool of which the arguments are the answer. */
    static final String ANSWER = "answer";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "data:";
    private static final String VERSION = "2023-06-01";

    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public URI uri(ModelServer server) {
        return server.versioned("/messages");
    }

    @Override
    public URI health(ModelServer server) {
        return server.versioned("/models");
    }

    @Override
    public Map<String, String> headers(ModelServer server) {
        var version = Map.entry("anthropic-version", VERSION);
        return server.key()
                .map(key -> Map.ofEntries(version, Map.entry("x-api-key", key)))
                .orElse(Map.ofEntries(version));
    }

    @Override
    public ObjectNode body(ModelServer server, ModelRequest request) {
        var form = request.form();
        var body = JSON.createObjectNode()
                .put("model", server.model())
                .put("stream", true)
                .put("max_tokens", form.maxTokens())
                .put("temperature", request.task().temperature());
        AnthropicMessages.write(request.messages(), body);
        var tools = JSON.createArrayNode();
        form.tools()
                .forEach(tool -> tools.addObject()
                        .put("name", tool.name())
                        .put("description", tool.description())
                        .set("input_schema", tool.parameters()));
        form.schema().ifPresent(schema -> {
            tools.addObject()
                    .put("name", ANSWER)
                    .put("description", "Gives the answer.")
                    .set("input_schema", schema);
            var choice = body.putObject("tool_choice");
            if (form.tools().isEmpty()) {
                choice.put("type", "tool").put("name", ANSWER);
            } else {
                choice.put("type", "any");
            }
        });
        if (!tools.isEmpty()) {
            body.set("tools", tools);
        }
        return body;
    }

    @Override
    public Line read(String line, Draft draft) throws IOException {
        if (!line.startsWith(DATA)) {
            // The name of an event stands in its data, too. Whatever is no event at all is another protocol.
            if (line.isBlank() || line.startsWith(":") || line.startsWith("event:")) {
                return Line.BEAT;
            }
            throw new IOException("no event");
        }
        var data = JSON.readTree(line.substring(DATA.length()));
        return switch (data.path("type").asText()) {
            case "message_start" -> usage(data.path("message").path("usage"), draft);
            case "content_block_start" ->
                begin(data.path("index").asInt(), data.path("content_block"), draft);
            case "content_block_delta" ->
                delta(data.path("index").asInt(), data.path("delta"), draft);
            case "message_delta" -> {
                draft.complete(data.path("delta")
                        .path("stop_reason")
                        .asText()
                        .equals("max_tokens"));
                yield usage(data.path("usage"), draft);
            }
            case "message_stop" -> Line.END;
            case "error" -> new Line.Fault(fault(data.path("error").path("type").asText()));
            // A ping, the end of a block, or what later versions add.
            default -> Line.BEAT;
        };
    }

    private static Line begin(int index, JsonNode block, Draft draft) throws IOException {
        if (!block.path("type").asText().equals("tool_use")) {
            return block.path("text").asText("").isEmpty()
                    ? Line.BEAT
                    : new Line.Text(block.path("text").asText());
        }
        draft.begin(index, block.path("id").asText(), block.path("name").asText());
        return Line.WORK;
    }

    private static Line delta(int index, JsonNode delta, Draft draft) throws IOException {
        return switch (delta.path("type").asText()) {
            case "text_delta" -> new Line.Text(delta.path("text").asText());
            case "input_json_delta" -> {
                String part = delta.path("partial_json").asText();
                if (draft.isAnswer(index)) {
                    yield part.isEmpty() ? Line.BEAT : new Line.Text(part);
                }
                draft.call(index, "", "", part);
                yield Line.WORK;
            }
            default -> Line.WORK;
        };
    }

    private static Line usage(JsonNode usage, Draft draft) {
        // What was cached is not among the input tokens here, and the later word knows only the output.
        long cached = usage.path("cache_read_input_tokens").asLong();
        long read = cached + usage.path("input_tokens").asLong()
                + usage.path("cache_creation_input_tokens").asLong();
        long written = usage.path("output_tokens").asLong();
        var before = draft.told();
        draft.usage(read > 0
                ? new Usage(read, cached, written)
                : new Usage(before.promptTokens(), before.cachedTokens(), written));
        return Line.BEAT;
    }

    private static Kind fault(String type) {
        return switch (type) {
            case "overloaded_error", "rate_limit_error" -> Kind.BUSY;
            case "authentication_error", "permission_error", "invalid_request_error",
                    "not_found_error", "billing_error" ->
                Kind.REFUSED;
            case "timeout_error" -> Kind.TIMED_OUT;
            default -> Kind.BROKEN;
        };
    }
}
