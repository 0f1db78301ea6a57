package io.antiphon.dialogue.tool.mcp;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.dialogue.tool.http.Credentials;
import io.antiphon.dialogue.tool.http.Credentials.Shown;
import io.antiphon.dialogue.tool.http.LimitedBody;
import io.antiphon.dialogue.tool.http.Line;
import io.antiphon.dialogue.tool.http.Line.Exchange;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Optional;

/**
 * Streamable HTTP: each message is a POST, its answer JSON or an event stream. The stream that a server may offer
 * for what it has to say of itself is not opened, for we want nothing but answers.
 */
final class HttpLine implements McpLine {

    private static final int LARGEST_BYTES = 4 << 20;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String engine;
    private final URI address;
    private final Credentials credentials;
    private final Line line;
    private volatile Optional<String> session = Optional.empty();
    private volatile Optional<String> version = Optional.empty();
    private volatile boolean over;

    HttpLine(String engine, URI address, Credentials credentials, Line line) {
        this.engine = engine;
        this.address = address;
        this.credentials = credentials;
        this.line = line;
    }

    @Override
    public Reply ask(ObjectNode request, Cancellation cancellation) {
        return ask(request, cancellation, true);
    }

    @Override
    public void tell(ObjectNode notification, Cancellation cancellation) {
        var request = post(notification, credentials.show(cancellation));
        var exchange = line.exchange(engine, request, cancellation);
        // Whether it was taken shows in what comes next.
        assert exchange != null;
    }

    @Override
    public void mention(ObjectNode notification) {
        // Does not wait: what is mentioned follows a request, which had a token to show.
        line.mention(post(notification, credentials.show(new Cancellation())));
    }

    @Override
    public boolean isOpen() {
        return !over;
    }

    @Override
    public void speaks(String agreed) {
        version = Optional.of(agreed);
    }

    @Override
    public void close() {
        over = true;
        session.ifPresent(id -> line.mention(HttpRequest.newBuilder(address)
                .header("Mcp-Session-Id", id)
                .DELETE()
                .build()));
    }

    private Reply ask(ObjectNode request, Cancellation cancellation, boolean mayShowAnother) {
        var shown = credentials.show(cancellation);
        if (shown instanceof Shown.Missing(var failure)) {
            return new Reply.Lost(failure, false);
        }
        String id = request.path("id").asText();
        return switch (line.exchange(engine, post(request, shown), info -> body(info, id),
                cancellation)) {
            case Exchange.Stopped(var sent) -> new Reply.Stopped(sent);
            case Exchange.Unanswered(var failure, var sent) -> new Reply.Lost(failure, sent);
            case Exchange.Answered(var response) -> {
                boolean again = response.statusCode() == 401 && mayShowAnother
                        && credentials.refused(shown);
                yield again ? ask(request, cancellation, false) : reply(response);
            }
        };
    }

    private Reply reply(HttpResponse<Optional<byte[]>> response) {
        response.headers()
                .firstValue("Mcp-Session-Id")
                .filter(id -> id.matches("[!-~]{1,200}"))
                .ifPresent(id -> session = Optional.of(id));
        int status = response.statusCode();
        if (status == 404 && session.isPresent()) {
            over = true;
            return lost(Kind.UNREACHABLE, "the server has forgotten us", false);
        }
        if (status / 100 != 2) {
            return lost(kind(status), "HTTP " + status + " from " + address.getRawAuthority(),
                    status >= 500 && status != 503);
        }
        return response.body()
                .flatMap(HttpLine::parsed)
                .<Reply>map(Reply.Answer::new)
                .orElseGet(() -> lost(Kind.BROKEN, "no answer among what it sent", true));
    }

    private static Kind kind(int status) {
        return switch (status) {
            case 401, 403 -> Kind.REFUSED;
            case 429, 503 -> Kind.BUSY;
            case 408, 504 -> Kind.TIMED_OUT;
            case 500, 502 -> Kind.UNREACHABLE;
            default -> Kind.BROKEN;
        };
    }

    private HttpRequest post(ObjectNode message, Shown shown) {
        var request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(message.toString()));
        session.ifPresent(id -> request.header("Mcp-Session-Id", id));
        version.ifPresent(agreed -> request.header("MCP-Protocol-Version", agreed));
        if (shown instanceof Shown.Header(var name, var value)) {
            request.setHeader(name, value);
        }
        return request.build();
    }

    private static BodySubscriber<Optional<byte[]>> body(ResponseInfo info, String id) {
        boolean events = info.headers()
                .firstValue("Content-Type")
                .orElse("")
                .startsWith("text/event-stream");
        return events ? new EventBody(id) : new LimitedBody(LARGEST_BYTES);
    }

    private static Optional<JsonNode> parsed(byte[] body) {
        try {
            return Optional.of(MAPPER.readTree(body)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            // What is wrong with it cannot be told without telling what it says.
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private Reply lost(Kind kind, String detail, boolean sent) {
        return new Reply.Lost(new EngineFailure(kind, engine, detail), sent);
    }
}
