package io.antiphon.cli.steer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Trouble;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Asks the API of a running server. What goes wrong becomes {@link Trouble}, in the API's own words. */
final class ApiClient {

    private static final Duration CONNECTS = Duration.ofSeconds(5);
    private static final Duration ANSWERS = Duration.ofSeconds(40);
    private static final int WAIT_S = 25;
    private static final int UNAVAILABLE = 503;

    private final URI base;
    private final Optional<String> token;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTS)
            .build();

    ApiClient(URI base, Optional<String> token) {
        this.base = base;
        this.token = token;
    }

    JsonNode dial(Map<String, Object> call) {
        try {
            return send("POST", "/calls", BodyPublishers.ofByteArray(json.writeValueAsBytes(call)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode calls() {
        return send("GET", "/calls", BodyPublishers.noBody());
    }

    JsonNode registrations() {
        return send("GET", "/registrations", BodyPublishers.noBody());
    }

    /** As soon as the call is beyond that version, or after a while as it is. */
    JsonNode follow(String id, long version) {
        return send("GET", path(id) + "?after=" + version + "&wait=" + WAIT_S,
                BodyPublishers.noBody());
    }

    JsonNode hangUp(String id) {
        return send("DELETE", path(id), BodyPublishers.noBody());
    }

    private static String path(String id) {
        return "/calls/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    private JsonNode send(String method, String path, BodyPublisher body) {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(ANSWERS)
                .header("Content-Type", "application/json")
                .method(method, body);
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        try {
            var response = http.send(request.build(), BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 != 2) {
                throw refused(response);
            }
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new Trouble(Exit.MACHINE, "no API answers at " + base
                    + "; is the server running, with api.listen in its configuration?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble(Exit.LOST, "interrupted", e);
        }
    }

    private Trouble refused(HttpResponse<byte[]> response) {
        int exit = response.statusCode() >= UNAVAILABLE ? Exit.MACHINE : Exit.USAGE;
        try {
            var problem = json.readTree(response.body());
            String field = problem.path("field").asText();
            return new Trouble(exit, (field.isEmpty() ? "" : field + ": ")
                    + problem.path("detail").asText("status " + response.statusCode()));
        } catch (IOException e) {
            return new Trouble(exit, "the API answers " + response.statusCode(), e);
        }
    }
}
