package io.antiphon.server.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antiphon.server.interop.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * A real Asterisk, from Debian's packages in a folder of its own, for one test.
 *
 * <p>{@link #start} aborts the test with the reason where it cannot be had. Listens on loopback only.
 */
final class AsteriskPeer implements AutoCloseable {

    private static final int NOT_HERE = 3;
    private static final List<String> FILES = List.of("asterisk.conf", "modules.conf", "rtp.conf",
            "pjsip.conf", "extensions.conf");

    private final Path root;
    private final Path folder;
    private final Process process;

    private AsteriskPeer(Path root, Path folder, Process process) {
        this.root = root;
        this.folder = folder;
        this.process = process;
    }

    /**
     * Starts Asterisk with the configuration of the test resources.
     *
     * @param folder where it writes; it sees this folder as {@code /peer}
     * @param values what to put for {@code @NAME@} in the configuration
     */
    static AsteriskPeer start(Path folder, Map<String, String> values) throws Exception {
        var root = root();
        for (var file : FILES) {
            Files.writeString(folder.resolve(file), fill(resource(file), values));
        }
        return booted(root, folder);
    }

    private static AsteriskPeer booted(Path root, Path folder) throws Exception {
        Files.createFile(folder.resolve("logger.conf"));
        Files.createFile(folder.resolve("manager.conf"));
        var process = new ProcessBuilder(script("asterisk-run.sh"), root.toString(),
                folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("asterisk.log").toFile())
                .start();
        var peer = new AsteriskPeer(root, folder, process);
        peer.waitUntilBooted();
        return peer;
    }

    /**
     * Starts Asterisk with some files of the test's own in the place of those of the resources.
     *
     * @param texts file to content
     * @param firstRtp the first of a hundred ports for its sound
     */
    static AsteriskPeer startWith(Path folder, Map<String, String> texts, int firstRtp)
            throws Exception {
        var root = root();
        var values = Map.of("RTP_FIRST", Integer.toString(firstRtp), "RTP_LAST",
                Integer.toString(firstRtp + 99));
        for (var file : FILES) {
            var text = texts.get(file);
            Files.writeString(folder.resolve(file),
                    text == null ? fill(resource(file), values) : text);
        }
        return booted(root, folder);
    }

    private static Path root() throws Exception {
        var build = new ProcessBuilder(script("asterisk-root.sh")).start();
        build.getOutputStream().close();
        String printed = new String(build.getInputStream().readAllBytes(), UTF_8).strip();
        String why = new String(build.getErrorStream().readAllBytes(), UTF_8).strip();
        int status = build.waitFor();
        if (status == NOT_HERE) {
            throw new TestAbortedException("skipped, because there is no Asterisk: " + why);
        }
        if (status != 0) {
            throw new IOException("asterisk-root.sh ended with " + status + ": " + why);
        }
        return Path.of(printed);
    }

    private void waitUntilBooted() throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 100; attempt++) {
            if (!process.isAlive()) {
                throw new IOException(
                        "Asterisk ended: " + Files.readString(folder.resolve("asterisk.log")));
            }
            if (command("core waitfullybooted").contains("fully booted")) {
                Peer.ASTERISK.says(command("core show version"));
                return;
            }
            // Its control socket is not there yet; nothing announces it.
            process.waitFor(100, TimeUnit.MILLISECONDS);
        }
        throw new IOException(
                "Asterisk did not boot: " + Files.readString(folder.resolve("asterisk.log")));
    }

    /** What Asterisk's own console answers to a command. */
    String command(String command) throws IOException, InterruptedException {
        var line = new ArrayList<>(
                List.of("nsenter", "-m", "-t", Long.toString(process.pid()), "chroot",
                        root.toString(), "asterisk", "-C", "/peer/asterisk.conf", "-rx", command));
        var console = new ProcessBuilder(line).redirectErrorStream(true).start();
        console.getOutputStream().close();
        String answer = new String(console.getInputStream().readAllBytes(), UTF_8);
        console.waitFor();
        return answer;
    }

    /** Asks again until the answer holds the words, or tells what the last answer was. */
    String commandUntil(String command, String words, int seconds) throws Exception {
        String answer = "";
        for (int attempt = 0; attempt < seconds * 5; attempt++) {
            answer = command(command);
            if (answer.contains(words)) {
                return answer;
            }
            process.waitFor(200, TimeUnit.MILLISECONDS);
        }
        throw new AssertionError("waited for '" + words + "' in: " + answer + log());
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("asterisk.log"));
    }

    @Override
    public void close() throws IOException {
        try {
            command("core stop now");
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String script(String name) {
        return Path.of("src/test/peers", name).toAbsolutePath().toString();
    }

    private static String resource(String name) throws IOException {
        try (var in = AsteriskPeer.class.getResourceAsStream("/asterisk/" + name)) {
            if (in == null) {
                throw new IOException("no test resource " + name);
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    static String fill(String text, Map<String, String> values) {
        String filled = text;
        for (var value : values.entrySet()) {
            filled = filled.replace("@" + value.getKey() + "@", value.getValue());
        }
        return filled;
    }
}
