package io.antiphon.dialogue.llm;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.dialogue.respond.Prompt.ModelRequest;
import java.io.IOException;
import java.net.URI;

/** Ollama's own {@code /api/chat}: one JSON object a line. */
final class OllamaProtocol implements ChatProtocol {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double TEMPERATURE = 0.3;

    @Override
    public String name() {
        return "ollama";
    }

    @Override
    public URI uri(ModelServer server) {
        return server.at("/api/chat");
    }

    @Override
    public String body(ModelServer server, ModelRequest request) {
        var body = JSON.createObjectNode()
                .put("model", server.model())
                .put("stream", true)
                .put("think", false)
                // Five minutes are the default, after which the next caller would wait for loading.
                .put("keep_alive", "60m");
        body.putObject("options")
                .put("num_predict", request.maxTokens())
                .put("temperature",
                        TEMPERATURE);
        var messages = body.putArray("messages");
        request.messages()
                .forEach(message -> messages.addObject()
                        .put("role", message.role().written())
                        .put("content", message.text()));
        return body.toString();
    }

    @Override
    public Line read(String line) throws IOException {
        if (line.isBlank()) {
            return new Line.Beat();
        }
        var object = JSON.readTree(line);
        if (object.hasNonNull("error")) {
            return new Line.Fault(false);
        }
        String text = object.path("message").path("content").asText("");
        boolean last = object.path("done").asBoolean();
        return text.isEmpty() && !last ? new Line.Beat() : new Line.Text(text, last);
    }
}
