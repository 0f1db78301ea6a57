package io.antiphon.dialogue.llm.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.ToolCall;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.fault.EngineFailure.Kind;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** {@code /v1/chat/completions} with server-sent events, as OpenAI, vLLM and many others speak it. */
final class OpenAiProtocol implements Protocol {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "data:";

    private final boolean isLlamaServer;

    private OpenAiProtocol(boolean isLlamaServer) {
        this.isLlamaServer = isLlamaServer;
    }

    /** As any server of this interface understands it. */
    static OpenAiProtocol plain() {
        return new OpenAiProtocol(false);
    }

    /** With what llama-server understands beyond it. */
    static OpenAiProtocol llamaServer() {
        return new OpenAiProtocol(true);
    }

    @Override
    public String name() {
        return isLlamaServer ? "llama-server" : "openai";
    }

    @Override
    public URI uri(ModelServer server) {
        return server.versioned("/chat/completions");
    }

    @Override
    public URI health(ModelServer server) {
        return isLlamaServer ? server.unversioned("/health") : server.versioned("/models");
    }

    @Override
    public Map<String, String> headers(ModelServer server) {
        return server.key().map(key -> Map.of("Authorization", "Bearer " + key)).orElse(Map.of());
    }

    @Override
    public ObjectNode body(ModelServer server, ModelRequest request) {
        var form = request.form();
        var body = JSON.createObjectNode().put("model", server.model()).put("stream", true);
        body.putObject("stream_options").put("include_usage", true);
        // A server may go on generating after the caller has hung up; this bounds the waste. OpenAI itself has
        // given the limit another name, and its newer models refuse the old one and any choice of temperature.
        if (server.isOpenAi()) {
            body.put("max_completion_tokens", form.maxTokens());
        } else {
            body.put("max_tokens", form.maxTokens())
                    .put("temperature", request.task().temperature());
        }
        if (isLlamaServer) {
            body.put("cache_prompt", true)
                    .putObject("chat_template_kwargs")
                    .put("enable_thinking", false);
        }
        var messages = body.putArray("messages");
        request.messages().forEach(message -> write(message, messages.addObject()));
        if (!form.tools().isEmpty()) {
            var tools = body.putArray("tools");
            form.tools()
                    .forEach(tool -> function(tools).put("name", tool.name())
                            .put("description", tool.description())
                            .set("parameters", tool.parameters()));
        }
        form.schema()
                .ifPresent(schema -> body.putObject("response_format")
                        .put("type", "json_schema")
                        .putObject("json_schema")
                        .put("name", "answer")
                        .set("schema", schema));
        return body;
    }

    private static ObjectNode function(ArrayNode tools) {
        return tools.addObject().put("type", "function").putObject("function");
    }

    private static void write(Message message, ObjectNode written) {
        written.put("role", message.role().written());
        switch (message) {
            case Message.Agent(var text, var calls) when !calls.isEmpty() -> {
                written.put("content", text);
                var array = written.putArray("tool_calls");
                calls.forEach(call -> function(array, call));
            }
            case Message.ToolResult(var call, var text) ->
                written.put("tool_call_id", call.id()).put("content", text);
            case Message.Instruction _, Message.Caller _, Message.Agent _ ->
                written.put("content", message.text());
        }
    }

    private static void function(ArrayNode calls, ToolCall call) {
        calls.addObject()
                .put("id", call.id())
                .put("type", "function")
                .putObject("function")
                .put("name", call.tool())
                .put("arguments", call.arguments().toString());
    }

    @Override
    public Line read(String line, Draft draft) throws IOException {
        // Everything but data is for keeping the connection alive, or for browsers.
        if (!line.startsWith(DATA)) {
            return line.startsWith("{") ? chunk(JSON.readTree(line), draft) : Line.BEAT;
        }
        String data = line.substring(DATA.length()).strip();
        return data.equals("[DONE]") ? Line.END : chunk(JSON.readTree(data), draft);
    }

    private static Line chunk(JsonNode chunk, Draft draft) throws IOException {
        if (chunk.hasNonNull("error")) {
            int code = chunk.path("error").path("code").asInt();
            return new Line.Fault(code == 429 || code == 503 ? Kind.BUSY : Kind.BROKEN);
        }
        usage(chunk.path("usage"), draft);
        var choice = chunk.path("choices").path(0);
        var delta = choice.path("delta");
        boolean hasCalls = calls(delta.path("tool_calls"), draft);
        if (choice.hasNonNull("finish_reason")) {
            draft.complete(choice.path("finish_reason").asText().equals("length"));
        }
        // Servers send a null content with the role, and no choice at all with the usage.
        String text = delta.path("content").asText("");
        if (!text.isEmpty()) {
            return new Line.Text(text);
        }
        boolean thinks = delta.hasNonNull("reasoning_content") || delta.hasNonNull("reasoning");
        return hasCalls || thinks ? Line.WORK : Line.BEAT;
    }

    private static boolean calls(JsonNode calls, Draft draft) throws IOException {
        for (var call : calls) {
            var function = call.path("function");
            var arguments = function.path("arguments");
            draft.call(call.path("index").asInt(-1), call.path("id").asText(""),
                    function.path("name").asText(""),
                    // It should be a text that is JSON; some servers send the object itself.
                    arguments.isContainerNode() ? arguments.toString() : arguments.asText(""));
        }
        return !calls.isEmpty();
    }

    private static void usage(JsonNode usage, Draft draft) {
        if (usage.hasNonNull("prompt_tokens")) {
            draft.usage(new Usage(usage.path("prompt_tokens").asLong(),
                    usage.path("prompt_tokens_details").path("cached_tokens").asLong(),
                    usage.path("completion_tokens").asLong()));
        }
    }
}
