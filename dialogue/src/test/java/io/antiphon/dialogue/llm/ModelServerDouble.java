package io.antiphon.dialogue.llm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server on the loopback that answers as a test tells it to. */
final class ModelServerDouble implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final CountDownLatch over = new CountDownLatch(1);
    final CompletableFuture<String> path = new CompletableFuture<>();
    final CompletableFuture<String> request = new CompletableFuture<>();
    final CompletableFuture<String> authorization = new CompletableFuture<>();
    final CountDownLatch clientLeft = new CountDownLatch(1);
    final CountDownLatch stalling = new CountDownLatch(1);

    /** What to do about the body of an answer. */
    interface Script {
        void write(OutputStream body) throws IOException, InterruptedException;
    }

    ModelServerDouble(int status, Script script) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, status, script));
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Sends lines, each at once. */
    static Script lines(String... lines) {
        return body -> {
            for (var line : lines) {
                send(body, line);
            }
        };
    }

    static void send(OutputStream body, String line) throws IOException {
        body.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        body.flush();
    }

    void stall() throws InterruptedException {
        stalling.countDown();
        over.await();
    }

    /** Sends on and on until the client is gone, which is what the tests wait for. */
    void babble(OutputStream body, String line) {
        try {
            while (over.getCount() > 0) {
                send(body, line);
            }
        } catch (IOException e) {
            clientLeft.countDown();
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange, int status, Script script) throws IOException {
        try (exchange) {
            path.complete(exchange.getRequestURI().getPath());
            authorization.complete(
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            request.complete(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (status == 0) {
                stall();
                return;
            }
            exchange.sendResponseHeaders(status, 0);
            script.write(exchange.getResponseBody());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
