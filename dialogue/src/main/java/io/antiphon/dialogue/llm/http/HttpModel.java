package io.antiphon.dialogue.llm.http;

import io.antiphon.dialogue.llm.Health;
import io.antiphon.dialogue.llm.LanguageModel;
import io.antiphon.dialogue.llm.ModelAnswer;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.fault.EngineFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** A model on a server. Makes no threads: an answer is read on the thread that streams it. */
public final class HttpModel implements LanguageModel {

    private static final Duration HEALTH_PATIENCE = Duration.ofSeconds(3);

    private final Protocol protocol;
    private final ModelServer server;
    private final Connections connections;
    private final Failures failures;

    private HttpModel(Protocol protocol, ModelServer server, Connections connections) {
        this.protocol = protocol;
        this.server = server;
        this.connections = connections;
        this.failures = new Failures(name(), server.address());
    }

    /** On a server that speaks as OpenAI's does. */
    public static HttpModel openAi(ModelServer server, Connections connections) {
        return new HttpModel(OpenAiProtocol.plain(), server, connections);
    }

    /** On llama.cpp's server. */
    public static HttpModel llamaServer(ModelServer server, Connections connections) {
        return new HttpModel(OpenAiProtocol.llamaServer(), server, connections);
    }

    /** On Ollama. */
    public static HttpModel ollama(ModelServer server, Connections connections) {
        return new HttpModel(new OllamaProtocol(), server, connections);
    }

    /** On Anthropic's server, or one that speaks as it does. */
    public static HttpModel anthropic(ModelServer server, Connections connections) {
        return new HttpModel(new AnthropicProtocol(), server, connections);
    }

    @Override
    public String name() {
        return protocol.name() + ":" + server.model();
    }

    @Override
    public ModelAnswer ask(ModelRequest request) {
        var uri = protocol.uri(server);
        var watch = new Watch(connections.watchdog(), connections.clock(),
                request.deadlines().within(server.patience()));
        return new HttpAnswer(failures, protocol, request, watch,
                () -> refusal(uri),
                () -> connections.client()
                        .sendAsync(request(uri)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        protocol.body(server, request).toString()))
                                .build(), BodyHandlers.ofInputStream()));
    }

    private HttpRequest.Builder request(URI uri) {
        var request = HttpRequest.newBuilder(uri);
        if ("http".equals(uri.getScheme())) {
            // Else the client offers to go on in HTTP/2, which some servers take amiss.
            request.version(HttpClient.Version.HTTP_1_1);
        }
        protocol.headers(server).forEach(request::header);
        return request;
    }

    private Optional<EngineFailure> refusal(URI uri) {
        return connections.egress().refusal(uri).map(failures::egress);
    }

    @Override
    public Health health() {
        var uri = protocol.health(server);
        return refusal(uri).or(() -> illness(uri))
                .<Health>map(Health.Unwell::new)
                .orElseGet(Health.Well::new);
    }

    private Optional<EngineFailure> illness(URI uri) {
        try {
            return illness(connections.client()
                    .send(
                            request(uri).timeout(HEALTH_PATIENCE).GET().build(),
                            BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.of(failures.unanswered(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(failures.interrupted());
        }
    }

    private Optional<EngineFailure> illness(HttpResponse<String> response) {
        // Not every server of an interface has all of it: it answers, and that is what counts.
        return switch (response.statusCode()) {
            case 200 -> protocol.knows(server.model(), response.body())
                    ? Optional.empty()
                    : Optional.of(failures.status(404));
            case 404, 405, 501 -> Optional.empty();
            default -> Optional.of(failures.status(response.statusCode()));
        };
    }
}
