package io.antiphon.dialogue.llm.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.fault.EngineFailure.Kind;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Ollama's own {@code /api/chat}: one JSON object a line. */
final class OllamaProtocol implements Protocol {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "ollama";
    }

    @Override
    public URI uri(ModelServer server) {
        return server.unversioned("/api/chat");
    }

    @Override
    public URI health(ModelServer server) {
        return server.unversioned("/api/tags");
    }

    /** A name without a tag means the latest. */
    @Override
    public boolean knows(String model, String answer) {
        try {
            for (var each : JSON.readTree(answer).path("models")) {
                String name = each.path("name").asText();
                if (name.equals(model) || name.equals(model + ":latest")) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Map<String, String> headers(ModelServer server) {
        return server.key().map(key -> Map.of("Authorization", "Bearer " + key)).orElse(Map.of());
    }

    @Override
    public ObjectNode body(ModelServer server, ModelRequest request) {
        var form = request.form();
        var body = JSON.createObjectNode()
                .put("model", server.model())
                .put("stream", true)
                .put("think", false)
                // Five minutes are the default, after which the next caller would wait for loading.
                .put("keep_alive", "60m");
        body.putObject("options")
                .put("num_predict", form.maxTokens())
                .put("temperature", request.task().temperature());
        var messages = body.putArray("messages");
        request.messages().forEach(message -> write(message, messages.addObject()));
        if (!form.tools().isEmpty()) {
            var tools = body.putArray("tools");
            form.tools()
                    .forEach(tool -> tools.addObject()
                            .put("type", "function")
                            .putObject("function")
                            .put("name", tool.name())
                            .put("description", tool.description())
                            .set("parameters", tool.parameters()));
        }
        form.schema().ifPresent(schema -> body.set("format", schema));
        return body;
    }

    private static void write(Message message, ObjectNode written) {
        written.put("role", message.role().written()).put("content", message.text());
        switch (message) {
            case Message.Agent(_, var calls) when !calls.isEmpty() -> {
                var array = written.putArray("tool_calls");
                calls.forEach(call -> array.addObject()
                        .putObject("function")
                        .put("name", call.tool())
                        .set("arguments", call.arguments()));
            }
            case Message.ToolResult(var call, _) -> written.put("tool_name", call.tool());
            case Message.Instruction _, Message.Caller _, Message.Agent _ -> {
                // Role and content are all there is to them.
            }
        }
    }

    @Override
    public Line read(String line, Draft draft) throws IOException {
        if (line.isBlank()) {
            return Line.BEAT;
        }
        var object = JSON.readTree(line);
        if (!object.isObject()) {
            throw new IOException("a line that is no object");
        }
        // The status of HTTP was 200 long ago.
        if (object.hasNonNull("error")) {
            return new Line.Fault(Kind.BROKEN);
        }
        var message = object.path("message");
        boolean hasCalls = calls(message.path("tool_calls"), draft);
        if (object.path("done").asBoolean()) {
            draft.usage(new Usage(object.path("prompt_eval_count").asLong(), 0,
                    object.path("eval_count").asLong()));
            draft.complete(object.path("done_reason").asText().equals("length"));
        }
        String text = message.path("content").asText("");
        if (!text.isEmpty()) {
            return new Line.Text(text);
        }
        if (draft.isComplete()) {
            return Line.END;
        }
        return hasCalls || message.hasNonNull("thinking") ? Line.WORK : Line.BEAT;
    }

    /** They come whole. */
    private static boolean calls(JsonNode calls, Draft draft) throws IOException {
        for (var call : calls) {
            var function = call.path("function");
            int next = draft.callCount();
            draft.call(next, call.path("id").asText("call_" + next),
                    function.path("name").asText(""), function.path("arguments").toString());
        }
        return !calls.isEmpty();
    }
}
