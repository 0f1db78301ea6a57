package io.antiphon.dialogue.tool.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolResult.Done;
import io.antiphon.dialogue.tool.ToolResult.Failed;
import io.antiphon.dialogue.tool.ToolResult.Refused;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Makes a result of an answer: JSON or text, within limits, and what its status means. */
record Answers(String engine) {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int LONGEST_EXCUSE = 500;

    ToolResult result(HttpResponse<Optional<byte[]>> response) {
        int status = response.statusCode();
        return switch (status / 100) {
            case 2 -> done(response);
            case 3 -> failed(Kind.REFUSED, "it redirects (HTTP " + status
                    + ") to where we do not follow", false);
            default -> refused(response, status);
        };
    }

    private ToolResult refused(HttpResponse<Optional<byte[]>> response, int status) {
        String told = " (HTTP " + status + " from " + response.uri().getRawAuthority() + ")";
        return switch (status) {
            case 401, 403, 407 -> failed(Kind.REFUSED, "our credentials are not accepted" + told,
                    false);
            case 408, 504 -> failed(Kind.TIMED_OUT, "it gave up waiting" + told, true);
            case 429, 503 -> failed(Kind.BUSY, "it is busy" + told, false);
            case 500, 502 -> failed(Kind.UNREACHABLE, "it failed" + told, true);
            default -> status >= 500
                    ? failed(Kind.BROKEN, "it failed" + told, true)
                    : new Refused("it answered HTTP " + status + excuse(response));
        };
    }

    private ToolResult done(HttpResponse<Optional<byte[]>> response) {
        if (response.body().isEmpty()) {
            return failed(Kind.BROKEN, "its answer is larger than we read", true);
        }
        byte[] body = response.body().get();
        if (body.length == 0) {
            return new Done(NullNode.getInstance());
        }
        String type = type(response);
        if (type.startsWith("text/") && !type.equals("text/json")) {
            return new Done(TextNode.valueOf(new String(body, StandardCharsets.UTF_8)));
        }
        if (!type.endsWith("json")) {
            return failed(Kind.BROKEN, "its answer is neither JSON nor text", true);
        }
        return json(body)
                .<ToolResult>map(Done::new)
                .orElseGet(() -> failed(Kind.BROKEN, "its answer is broken JSON", true));
    }

    private static Optional<JsonNode> json(byte[] body) {
        try {
            return Optional.of(MAPPER.readTree(body));
        } catch (JacksonException e) {
            // What is wrong with it cannot be told without telling what it says.
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private static String type(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Content-Type")
                .orElse("")
                .split(";", 2)[0].strip()
                .toLowerCase(Locale.ROOT);
    }

    private static String excuse(HttpResponse<Optional<byte[]>> response) {
        String text = response.body()
                .map(body -> new String(body, StandardCharsets.UTF_8).strip())
                .orElse("");
        return text.isEmpty()
                ? ""
                : ": " + text.substring(0, Math.min(text.length(), LONGEST_EXCUSE));
    }

    private ToolResult failed(Kind kind, String detail, boolean perhapsDone) {
        return new Failed(new EngineFailure(kind, engine, detail), perhapsDone);
    }
}
