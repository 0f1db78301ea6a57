package io.antiphon.dialogue.llm;

import io.antiphon.dialogue.respond.Declined;
import io.antiphon.dialogue.respond.Prompt;
import io.antiphon.dialogue.respond.Responder;
import io.antiphon.dialogue.respond.Response;
import io.antiphon.fault.EngineFailure;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Asks a model server. Makes no threads: reading happens on the thread that streams the answer, and
 * {@code watchdog} merely looks, twice in the server's patience, whether something still comes.
 */
public final class ChatResponder implements Responder {

    private final ChatProtocol protocol;
    private final ModelServer server;
    private final HttpClient client;
    private final ScheduledExecutorService watchdog;

    private ChatResponder(ChatProtocol protocol, ModelServer server, HttpClient client,
            ScheduledExecutorService watchdog) {
        this.protocol = protocol;
        this.server = server;
        this.client = client;
        this.watchdog = watchdog;
    }

    /** For servers that speak as OpenAI's does; the address may end in {@code /v1} or not. */
    public static ChatResponder openAi(ModelServer server, HttpClient client,
            ScheduledExecutorService watchdog) {
        return new ChatResponder(new OpenAiProtocol(), server, client, watchdog);
    }

    /** For Ollama. */
    public static ChatResponder ollama(ModelServer server, HttpClient client,
            ScheduledExecutorService watchdog) {
        return new ChatResponder(new OllamaProtocol(), server, client, watchdog);
    }

    @Override
    public String name() {
        return protocol.name() + ":" + server.model();
    }

    @Override
    public Response respond(Prompt prompt) {
        if (prompt.request().isEmpty()) {
            var failure = new EngineFailure(EngineFailure.Kind.REFUSED, name(),
                    "the template leaves no room for a model here");
            return new Declined(failure);
        }
        var body = protocol.body(server, prompt.request().get());
        var request = HttpRequest.newBuilder(protocol.uri(server))
                .timeout(server.patience())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        server.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return new ChatStream(new Failures(name(), server.address()), protocol,
                () -> client.sendAsync(request.build(),
                        BodyHandlers.ofInputStream()),
                new Watch(watchdog, server.patience()));
    }
}
