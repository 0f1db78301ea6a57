package io.antiphon.server.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * A telephone: linphonec, from Debian's package linphone-cli, told by its console what to do. In the place of a sound
 * card it has two files: what it says, and what it has heard. Belongs to the test's thread.
 */
final class LinphonePeer implements AutoCloseable {

    private final Process process;
    private final Path printed;
    private final int port;
    private int read;

    private LinphonePeer(Process process, Path printed, int port) {
        this.process = process;
        this.printed = printed;
        this.port = port;
    }

    /**
     * Starts it; it says what is in {@code says} in every call, and writes what it hears to {@code heard}.
     *
     * @param encryption {@code none} or {@code srtp}, and then nothing else
     */
    static LinphonePeer start(Path folder, String encryption, Path says, Path heard)
            throws Exception {
        var home = Files.createDirectories(folder.resolve("linphone"));
        // Where it keeps what it knows of earlier calls; it does not make this folder.
        Files.createDirectories(home.resolve(".local/share/linphone"));
        int port = freePort();
        var config = Files.writeString(home.resolve("linphonerc"), """
                [sip]
                bind_address=127.0.0.1
                sip_port=%d
                sip_tcp_port=0
                sip_tls_port=0
                use_ipv6=0
                ipv6_migration_done=1
                register_only_when_network_is_up=0
                contact=sip:linphone@127.0.0.1
                media_encryption=%s
                [rtp]
                bind_address=127.0.0.1
                audio_rtp_port=%d
                [app]
                media_encryption_mandatory=%d
                [sound]
                echocancellation=0
                [video]
                automatically_initiate=0
                automatically_accept=0
                """.formatted(port, encryption, freePort(), encryption.equals("none") ? 0 : 1));
        var printed = home.resolve("printed");
        var builder = new ProcessBuilder("linphonec", "-c", config.toString(), "-d", "0")
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("PULSE_RUNTIME_PATH", home.resolve("pulse").toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
        try {
            var peer = new LinphonePeer(builder.start(), printed, port);
            for (var line : List.of("soundcard use files", "play " + says, "record " + heard)) {
                peer.tell(line);
            }
            peer.prints("Using wav files");
            return peer;
        } catch (IOException e) {
            throw new TestAbortedException("skipped, because linphone is not installed:"
                    + " apt-get install linphone-cli", e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where it is called. */
    String uri() {
        return "sip:linphone@127.0.0.1:" + port;
    }

    /** Types a line. */
    void tell(String line) throws IOException {
        process.outputWriter(UTF_8).write(line + "\n");
        process.outputWriter(UTF_8).flush();
    }

    /** Waits until it has printed the words, behind those that were waited for before. */
    void prints(String words) throws Exception {
        for (int attempt = 0; attempt < 200; attempt++) {
            int at = printed().indexOf(words, read);
            if (at >= 0) {
                read = at + words.length();
                return;
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        throw new AssertionError("waited for '" + words + "' in: " + printed());
    }

    /** Lets it listen, which ends early only with it. */
    void listens(int milliseconds) throws InterruptedException {
        if (process.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("linphonec ended with " + process.exitValue());
        }
    }

    String printed() throws IOException {
        return Files.readString(printed);
    }

    /** Leaves; its recording is complete then. */
    @Override
    public void close() throws IOException {
        if (process.isAlive()) {
            tell("quit");
        }
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
