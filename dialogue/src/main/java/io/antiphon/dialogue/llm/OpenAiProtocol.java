package io.antiphon.dialogue.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.dialogue.respond.Prompt.ModelRequest;
import java.io.IOException;
import java.net.URI;

/** {@code /v1/chat/completions} with server-sent events, as OpenAI, llama-server, vLLM and Ollama speak it. */
final class OpenAiProtocol implements ChatProtocol {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "data:";
    private static final double TEMPERATURE = 0.3;

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public URI uri(ModelServer server) {
        boolean versioned = server.address().getPath().replaceAll("/$", "").endsWith("/v1");
        return server.at(versioned ? "/chat/completions" : "/v1/chat/completions");
    }

    @Override
    public String body(ModelServer server, ModelRequest request) {
        var body = JSON.createObjectNode()
                .put("model", server.model())
                .put("stream", true)
                // A server may go on generating after the caller has hung up; this bounds the waste.
                .put("max_tokens", request.maxTokens())
                .put("temperature", TEMPERATURE);
        var messages = body.putArray("messages");
        request.messages()
                .forEach(message -> messages.addObject()
                        .put("role", message.role().written())
                        .put("content", message.text()));
        return body.toString();
    }

    @Override
    public Line read(String line) throws IOException {
        // Everything but data is for keeping the connection alive, or for browsers.
        if (!line.startsWith(DATA)) {
            return line.startsWith("{") ? chunk(JSON.readTree(line)) : new Line.Beat();
        }
        String data = line.substring(DATA.length()).strip();
        return data.equals("[DONE]") ? new Line.End() : chunk(JSON.readTree(data));
    }

    private static Line chunk(JsonNode chunk) {
        if (chunk.hasNonNull("error")) {
            int code = chunk.path("error").path("code").asInt();
            return new Line.Fault(code == 429 || code == 503);
        }
        var choice = chunk.path("choices").path(0);
        // Servers send a null content with the role, and no choice at all with the usage.
        String text = choice.path("delta").path("content").asText("");
        boolean last = choice.hasNonNull("finish_reason");
        return text.isEmpty() && !last ? new Line.Beat() : new Line.Text(text, last);
    }
}
