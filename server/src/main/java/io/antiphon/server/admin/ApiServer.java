package io.antiphon.server.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of the API, the JDK's own. Each request has a virtual thread to itself, which may wait; it
 * reads what the calls publish and posts what is wanted of them.
 */
public final class ApiServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final int LARGEST_BODY = 16_384;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED = 415;
    private static final int MISTAKE = 500;
    private static final int WAITING_CONNECTIONS = 16;

    private final HttpServer http;
    private final Gatekeeper gatekeeper;
    private final Resources resources;
    private final ObjectMapper json = new ObjectMapper();

    private ApiServer(HttpServer http, Gatekeeper gatekeeper, Resources resources) {
        this.http = http;
        this.gatekeeper = gatekeeper;
        this.resources = resources;
    }

    /**
     * Opens the socket and answers from then on.
     *
     * @throws IOException where the address cannot be had
     */
    public static ApiServer start(InetSocketAddress address, Gatekeeper gatekeeper,
            Steered server, ThreadFactory threads) throws IOException {
        bound("sun.net.httpserver.maxReqTime", "30");
        bound("sun.net.httpserver.maxReqHeaders", "64");
        bound("jdk.httpserver.maxConnections", "64");
        var http = HttpServer.create(address, WAITING_CONNECTIONS);
        var api = new ApiServer(http, gatekeeper, new Resources(server));
        http.setExecutor(task -> threads.newThread(task).start());
        http.createContext("/", api::handle);
        http.start();
        return api;
    }

    /** The JDK's server is without bounds unless its properties say so; an operator's own word counts. */
    private static void bound(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Where it answers, with the port that the machine chose. */
    public InetSocketAddress address() {
        return http.getAddress();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                var uri = exchange.getRequestURI();
                var headers = exchange.getRequestHeaders();
                gatekeeper.admit(uri.getRawPath(), headers);
                reply(exchange, resources.answer(new Resources.Request(
                        exchange.getRequestMethod(), uri.getRawPath(),
                        Objects.requireNonNullElse(uri.getRawQuery(), ""),
                        Objects.requireNonNullElse(headers.getFirst("Accept"), ""),
                        body(exchange))));
            } catch (Problem problem) {
                tell(exchange, problem);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                tell(exchange, new Problem(503, "", "the server is stopping"));
            } catch (RuntimeException e) {
                LOG.error("api: a request fails", e);
                tell(exchange, new Problem(MISTAKE, "", "a mistake of ours; see the log"));
            }
        }
    }

    private static String body(HttpExchange exchange) throws IOException, Problem {
        if (!exchange.getRequestMethod().equals("POST")) {
            return "";
        }
        var type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new Problem(UNSUPPORTED, "", "expected Content-Type: application/json");
        }
        var body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw new Problem(TOO_LARGE, "", "expected a body of at most " + LARGEST_BODY
                    + " bytes");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private void reply(HttpExchange exchange, Reply reply) throws IOException {
        reply.location().ifPresent(at -> exchange.getResponseHeaders().set("Location", at));
        switch (reply.body()) {
            case Reply.Body.Json(var fields) -> send(exchange, reply.status(), "application/json",
                    json.writeValueAsBytes(fields));
            case Reply.Body.Text(var type, var text) -> send(exchange, reply.status(), type,
                    text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void tell(HttpExchange exchange, Problem problem) throws IOException {
        if (problem.status() == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        }
        send(exchange, problem.status(), "application/problem+json",
                json.writeValueAsBytes(problem.json()));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] bytes)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Answers nobody from now on; who waits is sent away. */
    @Override
    public void close() {
        http.stop(0);
    }
}
