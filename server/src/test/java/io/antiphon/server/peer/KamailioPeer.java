package io.antiphon.server.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** A real Kamailio in front of a server on loopback, from Debian's package, for one test. */
final class KamailioPeer implements AutoCloseable {

    private final Path folder;
    private final Process process;
    private final InetSocketAddress address;

    private KamailioPeer(Path folder, Process process, InetSocketAddress address) {
        this.folder = folder;
        this.process = process;
        this.address = address;
    }

    /** Starts it; what does not follow a route goes to {@code target}. */
    static KamailioPeer start(Path folder, InetSocketAddress target) throws Exception {
        int port;
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var config = folder.resolve("kamailio.cfg");
        try (var in = KamailioPeer.class.getResourceAsStream("/kamailio/kamailio.cfg")) {
            if (in == null) {
                throw new IOException("no test resource kamailio.cfg");
            }
            Files.writeString(config, new String(in.readAllBytes(), UTF_8)
                    .replace("@PROXY_PORT@", Integer.toString(port))
                    .replace("@TARGET_PORT@", Integer.toString(target.getPort())));
        }
        Process process;
        try {
            process = new ProcessBuilder("kamailio", "-DD", "-E", "-f", config.toString(), "-Y",
                    folder.toString(), "-P", folder.resolve("kamailio.pid").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("kamailio.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new TestAbortedException(
                    "skipped, because Kamailio is not installed: apt-get install kamailio", e);
        }
        var peer = new KamailioPeer(folder, process,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        peer.awaitAnswer();
        return peer;
    }

    /** It is there when it answers OPTIONS. */
    private void awaitAnswer() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(200);
            byte[] ask = """
                    OPTIONS sip:127.0.0.1 SIP/2.0
                    Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bKup
                    From: <sip:test@127.0.0.1>;tag=up
                    To: <sip:127.0.0.1>
                    Call-ID: up
                    CSeq: 1 OPTIONS
                    Max-Forwards: 70
                    Content-Length: 0

                    """.formatted(socket.getLocalPort()).replace("\n", "\r\n").getBytes(UTF_8);
            for (int attempt = 0; attempt < 50 && process.isAlive(); attempt++) {
                socket.send(new DatagramPacket(ask, ask.length, address));
                try {
                    socket.receive(new DatagramPacket(new byte[2_048], 2_048));
                    return;
                } catch (SocketTimeoutException notYet) {
                    // Asked again.
                }
            }
        }
        close();
        throw new IOException("Kamailio did not answer: " + log());
    }

    int port() {
        return address.getPort();
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("kamailio.log"));
    }

    @Override
    public void close() {
        // Its children end with it.
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
