package io.antiphon.dialogue.tool.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A small real SMTP server on the loopback. What it says to a command it does not otherwise know can be told. */
final class MailServer implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ServerSocket socket;
    private final String command;
    private final String answer;
    private volatile Optional<SSLContext> tls = Optional.empty();
    final List<String> letters = new CopyOnWriteArrayList<>();
    final List<String> commands = new CopyOnWriteArrayList<>();
    final CountDownLatch hanging = new CountDownLatch(1);
    final CountDownLatch clientLeft = new CountDownLatch(1);

    /** Answers that command in that way: {@code hang}, {@code leave}, or a line. */
    MailServer(String command, String answer) throws IOException {
        this.command = command;
        this.answer = answer;
        this.socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** Offers STARTTLS from now on. */
    MailServer enciphering(SSLContext context) {
        tls = Optional.of(context);
        return this;
    }

    URI address() {
        return URI.create("smtp://127.0.0.1:" + socket.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                var connection = socket.accept();
                threads.execute(() -> serve(connection));
            }
        } catch (SocketException e) {
            // Closed: the test is over.
            assert socket.isClosed();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var reader = new BufferedReader(
                    new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
            say(connection, "220 here");
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                commands.add(line);
                if (line.equals("STARTTLS")) {
                    say(connection, "220 go on");
                    shakeHands(connection);
                    return;
                }
                if (line.startsWith(command)) {
                    if (answer.equals("leave")) {
                        return;
                    }
                    if (answer.equals("hang")) {
                        hanging.countDown();
                        // Returns when the client closes the connection.
                        assert reader.read() < 0;
                        clientLeft.countDown();
                        return;
                    }
                    say(connection, answer);
                } else {
                    usual(connection, reader, line);
                }
            }
        } catch (IOException e) {
            clientLeft.countDown();
        }
    }

    /** As far as a client goes with a certificate that nobody vouches for. */
    private void shakeHands(Socket connection) throws IOException {
        var socket = (SSLSocket) tls.orElseThrow()
                .getSocketFactory()
                .createSocket(connection, "localhost", connection.getPort(), true);
        socket.setUseClientMode(false);
        var reader = new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            commands.add("enciphered " + line);
        }
    }

    private void usual(Socket connection, BufferedReader reader, String line) throws IOException {
        if (line.startsWith("EHLO")) {
            say(connection, "250-here\r\n" + (tls.isPresent() ? "250-STARTTLS\r\n" : "")
                    + "250 AUTH PLAIN LOGIN");
        } else if (line.startsWith("AUTH")) {
            say(connection, "235 welcome");
        } else if (line.startsWith("DATA")) {
            say(connection, "354 go on");
            var letter = new StringBuilder();
            for (var text = reader.readLine(); !text.equals("."); text = reader.readLine()) {
                letter.append(text).append('\n');
            }
            letters.add(letter.toString());
            say(connection, "250 taken");
        } else {
            say(connection, "250 well");
        }
    }

    private static void say(Socket connection, String line) throws IOException {
        connection.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        connection.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
