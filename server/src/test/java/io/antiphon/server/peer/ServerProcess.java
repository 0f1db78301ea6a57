package io.antiphon.server.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antiphon.server.CannotStart;
import io.antiphon.server.VoiceServer;
import io.antiphon.server.config.ConfigReader;
import io.antiphon.server.config.ConfigReader.Reading.Accepted;
import io.antiphon.server.config.Defaults;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** The real server in a process of its own, for tests that kill it. */
final class ServerProcess implements AutoCloseable {

    private static final String READY = "ready";

    private final Process process;
    private final Path journal;

    private ServerProcess(Process process, Path journal) {
        this.process = process;
        this.journal = journal;
    }

    /** Returns when it takes calls, for which user part 600 is the echo. */
    static ServerProcess start(int sipPort, Path journal) throws IOException {
        return start(sipPort, journal, "agents: { default: echo }\n");
    }

    /** The same with agents of its own. */
    static ServerProcess start(int sipPort, Path journal, String more) throws IOException {
        // The server makes the folder of its journal, but not that of its events.
        Files.createDirectories(journal.resolveSibling(""));
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED", ServerProcess.class.getName(),
                Integer.toString(sipPort), journal.toString(), more)
                .redirectErrorStream(true);
        // Not on the command line: ONNX Runtime 1.29 reads that with a recursion as deep as the line is long, and
        // dies of it at 4 kB.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        var process = builder.start();
        var told = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        var all = new StringBuilder();
        for (var line = told.readLine(); !READY.equals(line); line = told.readLine()) {
            if (line == null) {
                throw new IOException(
                        "the server ended with " + waitFor(process) + ": " + all);
            }
            all.append(line).append('\n');
        }
        Thread.startVirtualThread(() -> told.lines().forEach(_ -> {
            // A full pipe would stop the server.
        }));
        return new ServerProcess(process, journal);
    }

    private static int waitFor(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    /** Waits until so many calls are open in the journal, whose thread says nothing when it has written. */
    void awaitJournal(int calls) throws IOException, InterruptedException {
        for (int attempt = 0; open() != calls; attempt++) {
            if (attempt > 200 || process.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("expected " + calls + " open calls in "
                        + (Files.exists(journal) ? Files.readString(journal) : journal));
            }
        }
    }

    private long open() throws IOException {
        var lines = Files.exists(journal) ? Files.readAllLines(journal) : List.<String>of();
        return lines.stream().filter(line -> line.startsWith("{\"open\"")).count()
                - lines.stream().filter(line -> line.startsWith("{\"closed\"")).count();
    }

    /** SIGKILL: it can neither say nor write anything more. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Waits until a file is as it should be, whose thread says nothing when it has written. */
    void await(String what, Callable<Boolean> holds) throws Exception {
        for (int attempt = 0; !holds.call(); attempt++) {
            if (attempt > 200 || process.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("waited in vain for " + what);
            }
        }
    }

    /** In the process: the port, the journal, and more of the configuration. */
    public static void main(String[] arguments) throws CannotStart, IOException {
        String yaml = """
                sip: { listen: ["udp:127.0.0.1:%1$s"] }
                rtp: { ports: 30400-30499 }
                operation: { journal: "%2$s", events: "%2$s.events" }
                %3$s
                """.formatted((Object[]) arguments);
        var here = Path.of("").toAbsolutePath();
        if (!(ConfigReader.read("yaml", yaml, here,
                Defaults.with(Path.of("..", "models"))) instanceof Accepted(var config))) {
            throw new IllegalArgumentException(yaml);
        }
        try (var server = VoiceServer.start(config)) {
            System.out.println(READY);
            while (server.calls() >= 0 && System.in.read() >= 0) {
                // Until whoever started this has gone.
            }
        }
    }
}
