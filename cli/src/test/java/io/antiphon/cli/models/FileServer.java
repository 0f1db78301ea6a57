package io.antiphon.cli.models;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine that answers each request for a path as the test has said, in that order. */
final class FileServer implements AutoCloseable {

    /** One answer. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    FileServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var headers = exchange.getRequestHeaders();
        requests.add(path + " " + headers.getFirst("Range") + " " + headers.getFirst("If-Range"));
        var left = answers.getOrDefault(path, new ArrayDeque<>());
        // The last answer holds for all further requests.
        var answer = left.size() > 1 ? left.poll() : left.peek();
        try {
            if (answer == null) {
                status(404).to(exchange);
            } else {
                answer.to(exchange);
            }
        } finally {
            exchange.close();
        }
    }

    void on(String path, Answer... inThisOrder) {
        answers.put(path, new ArrayDeque<>(List.of(inThisOrder)));
    }

    /** Path, Range and If-Range of each. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    static Answer whole(byte[] file, String tag) {
        return exchange -> {
            exchange.getResponseHeaders().set("ETag", tag);
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file);
        };
    }

    /** Promises all of it, and ends the connection after some. */
    static Answer broken(byte[] file, String tag, int after) {
        return exchange -> {
            exchange.getResponseHeaders().set("ETag", tag);
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file, 0, after);
            exchange.getResponseBody().flush();
        };
    }

    /** What is asked for from a byte on. */
    static Answer rest(byte[] file, String tag) {
        return exchange -> {
            int from = Integer.parseInt(exchange.getRequestHeaders()
                    .getFirst("Range")
                    .replaceAll("\\D", ""));
            exchange.getResponseHeaders().set("ETag", tag);
            exchange.getResponseHeaders()
                    .set("Content-Range",
                            "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
            exchange.sendResponseHeaders(206, file.length - from);
            exchange.getResponseBody().write(file, from, file.length - from);
        };
    }

    static Answer status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    static Answer elsewhere(String url) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", url);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
