package io.antiphon.server.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antiphon.sip.IpLiteral;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** Runs SIPp, from Debian's package sip-tester, with scenarios of our own against a server on loopback. */
final class SippPeer {

    private final Path folder;
    private final InetSocketAddress server;
    private final String transport;

    /**
     * @param folder where SIPp runs, finds the files that it plays and leaves what it printed
     * @param transport as SIPp's {@code -t} wants it: {@code u1} for UDP, {@code t1} for TCP
     */
    SippPeer(Path folder, InetSocketAddress server, String transport) {
        this.folder = folder;
        this.server = server;
        this.transport = transport;
    }

    /** How it ended. {@code printed} holds its last screen of counts and its errors. */
    record Result(int status, String printed) {}

    /** SIPp that waits for a call. */
    static final class Waiting {

        private final Process sipp;
        private final int port;

        private Waiting(Process sipp, int port) {
            this.sipp = sipp;
            this.port = port;
        }

        /** Where it is called. */
        int port() {
            return port;
        }

        /** When it has had its call. */
        Result over() throws Exception {
            return over(sipp);
        }

        private static Result over(Process sipp) throws Exception {
            sipp.getOutputStream().close();
            String printed = new String(sipp.getInputStream().readAllBytes(), UTF_8);
            if (!sipp.waitFor(90, TimeUnit.SECONDS)) {
                sipp.destroyForcibly().waitFor();
            }
            return new Result(sipp.exitValue(), printed);
        }
    }

    /**
     * Waits for one call, which goes as in the scenario; for this the server's address says nothing.
     *
     * @param values what to put for {@code @NAME@} in the scenario
     */
    Waiting await(String scenario, Map<String, String> values) throws Exception {
        int port = freePort();
        var line = new ArrayList<>(List.of("sipp", "-sf", scenario(scenario, values).toString(),
                "-p", Integer.toString(port), "-m", "1"));
        var process = start(line);
        while (isFree(port) && process.isAlive()) {
            // Nothing announces that it listens; its socket is there or not.
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        return new Waiting(process, port);
    }

    /** Whoever tries by binding it may be the one in SIPp's way. */
    private static boolean isFree(int port) throws IOException {
        String bound = String.format(Locale.ROOT, ":%04X 00000000:0000", port);
        try (var sockets = Files.lines(Path.of("/proc/net/udp"))) {
            return sockets.noneMatch(line -> line.contains(bound));
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Plays a scenario against one user part; {@code options} are SIPp's own. */
    Result play(String scenario, String user, String... options) throws Exception {
        var line = new ArrayList<>(List.of("sipp", host() + ":" + server.getPort(), "-sf",
                scenario(scenario, Map.of()).toString(), "-s", user));
        return Waiting.over(start(line, options));
    }

    private Path scenario(String scenario, Map<String, String> values) throws IOException {
        var file = folder.resolve(scenario + ".xml");
        try (var in = SippPeer.class.getResourceAsStream("/sipp/" + scenario + ".xml")) {
            if (in == null) {
                throw new IOException("no scenario " + scenario);
            }
            Files.writeString(file,
                    AsteriskPeer.fill(new String(in.readAllBytes(), UTF_8), values));
        }
        return file;
    }

    private String host() {
        return IpLiteral.inUri(server.getAddress().getHostAddress());
    }

    private Process start(List<String> line, String... options) {
        String host = host();
        line.addAll(List.of("-t", transport, "-i", host, "-mi", host, "-timeout",
                "60s", "-timeout_error", "-nostdin", "-trace_err", "-trace_screen"));
        line.addAll(List.of(options));
        try {
            return new ProcessBuilder(line).directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new TestAbortedException(
                    "skipped, because SIPp is not installed: apt-get install sip-tester",
                    e);
        }
    }
}
