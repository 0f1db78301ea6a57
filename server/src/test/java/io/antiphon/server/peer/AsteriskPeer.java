package io.antiphon.server.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antiphon.server.interop.Peer;
import io.antiphon.testkit.asterisk.Asterisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An {@link Asterisk} of the tests with peers, which says its version to their page.
 *
 * <p>{@link #start} aborts the test with the reason where it cannot be had. Listens on loopback only.
 */
final class AsteriskPeer implements AutoCloseable {

    private static final List<String> FILES = List.of("rtp.conf", "pjsip.conf", "extensions.conf");

    private final Asterisk asterisk;

    private AsteriskPeer(Asterisk asterisk) throws Exception {
        this.asterisk = asterisk;
        Peer.ASTERISK.says(asterisk.command("core show version"));
    }

    /**
     * Starts Asterisk with the configuration of the test resources.
     *
     * @param folder where it writes; it sees this folder as {@code /peer}
     * @param values what to put for {@code @NAME@} in the configuration
     */
    static AsteriskPeer start(Path folder, Map<String, String> values) throws Exception {
        var texts = new HashMap<String, String>();
        for (var file : FILES) {
            texts.put(file, fill(resource(file), values));
        }
        return new AsteriskPeer(Asterisk.start(folder, texts, 0));
    }

    /**
     * Starts Asterisk with some files of the test's own in the place of those of the resources.
     *
     * @param texts file to content
     * @param firstRtp the first of a hundred ports for its sound
     */
    static AsteriskPeer startWith(Path folder, Map<String, String> texts, int firstRtp)
            throws Exception {
        return new AsteriskPeer(Asterisk.start(folder, texts, firstRtp));
    }

    /** What Asterisk's own console answers to a command. */
    String command(String command) throws IOException, InterruptedException {
        return asterisk.command(command);
    }

    /** Asks again until the answer holds the words, or tells what the last answer was. */
    String commandUntil(String command, String words, int seconds) throws Exception {
        return asterisk.commandUntil(command, words, seconds);
    }

    String log() throws IOException {
        return asterisk.log();
    }

    @Override
    public void close() throws IOException {
        asterisk.close();
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
