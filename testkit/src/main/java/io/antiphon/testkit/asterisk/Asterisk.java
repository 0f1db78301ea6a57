package io.antiphon.testkit.asterisk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Asterisk, from Debian's packages in a folder of its own, for one test.
 *
 * <p>{@link #start} aborts the test with the reason where it cannot be had. Listens where its configuration says,
 * which should be on loopback only. Belongs to the test's thread.
 */
public final class Asterisk implements AutoCloseable {

    private static final int NOT_HERE = 3;
    private static final List<String> USUAL = List.of("asterisk.conf", "modules.conf", "rtp.conf");
    private static final List<String> EMPTY = List.of("logger.conf", "manager.conf");

    private final Path root;
    private final Path folder;
    private final Process process;

    private Asterisk(Path root, Path folder, Process process) {
        this.root = root;
        this.folder = folder;
        this.process = process;
    }

    /**
     * Starts Asterisk, and returns when it has booted.
     *
     * @param folder where it writes; it sees this folder as {@code /peer}
     * @param texts file to content, at least {@code pjsip.conf} and {@code extensions.conf}
     * @param firstRtp the first of a hundred ports for its sound, unless {@code rtp.conf} is among the texts
     */
    public static Asterisk start(Path folder, Map<String, String> texts, int firstRtp)
            throws IOException, InterruptedException {
        var root = root(folder);
        for (var name : USUAL) {
            Files.writeString(folder.resolve(name), resource(name)
                    .replace("@RTP_FIRST@", Integer.toString(firstRtp))
                    .replace("@RTP_LAST@", Integer.toString(firstRtp + 99)));
        }
        for (var name : EMPTY) {
            Files.writeString(folder.resolve(name), "");
        }
        for (var text : texts.entrySet()) {
            Files.writeString(folder.resolve(text.getKey()), text.getValue());
        }
        var process = new ProcessBuilder("sh", script(folder, "run.sh"), root.toString(),
                folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("asterisk.log").toFile())
                .start();
        var asterisk = new Asterisk(root, folder, process);
        asterisk.waitUntilBooted();
        return asterisk;
    }

    private static Path root(Path folder) throws IOException, InterruptedException {
        var build = new ProcessBuilder("sh", script(folder, "root.sh")).start();
        build.getOutputStream().close();
        String printed = new String(build.getInputStream().readAllBytes(), UTF_8).strip();
        String why = new String(build.getErrorStream().readAllBytes(), UTF_8).strip();
        int status = build.waitFor();
        if (status == NOT_HERE) {
            Assumptions.abort("skipped, because there is no Asterisk: " + why);
        }
        if (status != 0) {
            throw new IOException("root.sh ended with " + status + ": " + why);
        }
        return Path.of(printed);
    }

    private void waitUntilBooted() throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 100; attempt++) {
            if (!process.isAlive()) {
                throw new IOException("Asterisk ended: " + log());
            }
            if (command("core waitfullybooted").contains("fully booted")) {
                return;
            }
            // Its control socket is not there yet; nothing announces it.
            process.waitFor(100, TimeUnit.MILLISECONDS);
        }
        close();
        throw new IOException("Asterisk did not boot: " + log());
    }

    /** What Asterisk's own console answers to a command. */
    public String command(String command) throws IOException, InterruptedException {
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
    public String commandUntil(String command, String words, int seconds)
            throws IOException, InterruptedException {
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

    /** What it has printed. */
    public String log() throws IOException {
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

    private static String script(Path folder, String name) throws IOException {
        return Files.writeString(folder.resolve("asterisk-" + name), resource(name)).toString();
    }

    private static String resource(String name) throws IOException {
        try (var in = Asterisk.class.getResourceAsStream("/asterisk/" + name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
