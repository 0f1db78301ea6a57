package io.antiphon.server.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antiphon.sip.IpLiteral;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** Plays a scenario against one user part; {@code options} are SIPp's own. */
    Result play(String scenario, String user, String... options) throws Exception {
        var file = folder.resolve(scenario + ".xml");
        try (var in = SippPeer.class.getResourceAsStream("/sipp/" + scenario + ".xml")) {
            if (in == null) {
                throw new IOException("no scenario " + scenario);
            }
            Files.write(file, in.readAllBytes());
        }
        String host = IpLiteral.inUri(server.getAddress().getHostAddress());
        var line = new ArrayList<>(List.of("sipp", host + ":" + server.getPort(), "-sf",
                file.toString(), "-s", user, "-t", transport, "-i",
                host,
                "-mi", host, "-timeout", "60s", "-timeout_error", "-nostdin", "-trace_err",
                "-trace_screen"));
        line.addAll(List.of(options));
        Process sipp;
        try {
            sipp = new ProcessBuilder(line).directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new TestAbortedException(
                    "skipped, because SIPp is not installed: apt-get install sip-tester",
                    e);
        }
        sipp.getOutputStream().close();
        String printed = new String(sipp.getInputStream().readAllBytes(), UTF_8);
        if (!sipp.waitFor(90, TimeUnit.SECONDS)) {
            sipp.destroyForcibly().waitFor();
        }
        return new Result(sipp.exitValue(), printed);
    }
}
