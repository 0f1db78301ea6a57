package io.antiphon.dialogue.llm.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real HTTP server on the loopback that answers as a test tells it to, byte by byte if need be. It notices when the
 * client closes the connection, also while it says nothing.
 */
public final class ModelServerDouble implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ServerSocket server;
    private final int status;
    private final Script script;
    private final CountDownLatch over = new CountDownLatch(1);
    public final CompletableFuture<String> path = new CompletableFuture<>();
    public final CompletableFuture<String> request = new CompletableFuture<>();
    public final CompletableFuture<Map<String, String>> headers = new CompletableFuture<>();
    public final CountDownLatch clientLeft = new CountDownLatch(1);
    public final CountDownLatch stalling = new CountDownLatch(1);
    public final AtomicInteger requests = new AtomicInteger();

    /** What to do about the body of an answer. It ends properly when this returns. */
    public interface Script {
        void write(Body body) throws IOException, InterruptedException;
    }

    /** The body of an answer, in chunks. */
    public final class Body {

        private final OutputStream out;

        Body(OutputStream out) {
            this.out = out;
        }

        public void line(String line) throws IOException {
            bytes((line + "\n").getBytes(StandardCharsets.UTF_8));
        }

        /** Each byte in a packet of its own. */
        public void drip(String text) throws IOException {
            for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
                bytes(new byte[]{each});
            }
        }

        public void bytes(byte[] bytes) throws IOException {
            out.write((Integer.toHexString(bytes.length) + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }

        /** Says nothing any more, until the test is over. */
        public void stall() throws InterruptedException {
            stalling.countDown();
            over.await();
        }

        /** Sends on and on until the client is gone. */
        public void babble(String line) throws IOException {
            while (over.getCount() > 0) {
                line(line);
            }
        }

        /** Ends the connection in the middle of the body. */
        public void breakOff() throws IOException {
            out.close();
        }
    }

    /** With a status of 0 it never answers. */
    public ModelServerDouble(int status, Script script) throws IOException {
        this.status = status;
        this.script = script;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** Sends lines, each at once. */
    public static Script lines(String... lines) {
        return body -> {
            for (var line : lines) {
                body.line(line);
            }
        };
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                threads.execute(() -> answer(socket));
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            String first = line(in);
            if (first.isEmpty()) {
                return;
            }
            requests.incrementAndGet();
            path.complete(first.split(" ", 3)[1]);
            var read = new TreeMap<String, String>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                read.put(line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            headers.complete(read);
            int length = Integer.parseInt(read.getOrDefault("content-length", "0"));
            request.complete(new String(in.readNBytes(length), StandardCharsets.UTF_8));
            threads.execute(() -> watch(in));
            write(socket.getOutputStream());
        } catch (IOException e) {
            // The client is gone, or the test wants the connection broken.
            assert e != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(OutputStream out) throws IOException, InterruptedException {
        var body = new Body(out);
        if (status == 0) {
            body.stall();
            return;
        }
        out.write(("HTTP/1.1 " + status + " x\r\nTransfer-Encoding: chunked\r\n"
                + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        script.write(body);
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private void watch(InputStream in) {
        try {
            while (in.read() >= 0) {
                // One request a connection; nothing else is expected.
            }
            clientLeft.countDown();
        } catch (IOException e) {
            clientLeft.countDown();
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        over.countDown();
        server.close();
        threads.shutdownNow();
    }
}
