package io.antiphon.dialogue.tool.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.dialogue.file.WholeFile;
import io.antiphon.dialogue.tool.Cancellation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What webhooks are to be told, on the disk until they have taken it. Whoever has something to tell lays it down and
 * tries at once; what is left is tried again by {@link #tellAll}. Any thread, but that by one at a time.
 */
public final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Line line;
    // So that nothing is told by two threads at once.
    private final Set<Path> beingTold = ConcurrentHashMap.newKeySet();

    private Outbox(Path folder, Line line) {
        this.folder = folder;
        this.line = line;
    }

    public static Outbox open(Path folder, Line line) throws IOException {
        return new Outbox(Files.createDirectories(folder), line);
    }

    /**
     * Tells a webhook something. May wait.
     *
     * @param engine who tells it, for messages
     * @param id the idempotency key: the same for each attempt
     * @return whether it was taken at once
     */
    public boolean tell(String engine, URI address, String id, ObjectNode note,
            Cancellation cancellation) {
        var file = folder.resolve(WholeFile.of(id));
        beingTold.add(file);
        try {
            layDown(file, JsonNodeFactory.instance.objectNode()
                    .put("engine", engine)
                    .put("address", address.toString())
                    .put("id", id)
                    .set("note", note));
            boolean isTaken = new Webhook(engine, address, line).tell(id, note, cancellation);
            if (isTaken) {
                Files.deleteIfExists(file);
            }
            return isTaken;
        } catch (IOException e) {
            LOG.error("a note that is told stays in the outbox: file={} because=\"{}\"", file,
                    e.getMessage());
            return true;
        } finally {
            beingTold.remove(file);
        }
    }

    private static void layDown(Path file, ObjectNode message) {
        try {
            WholeFile.write(file, message.toString(), true);
        } catch (IOException e) {
            LOG.error("a note is told once only: file={} because=\"{}\"", file, e.getMessage());
        }
    }

    /** Tells what has not been taken. Whoever does not take one thing is not asked to take another before the next time. */
    public synchronized void tellAll() {
        var deaf = new HashSet<URI>();
        try {
            for (var file : WholeFile.in(folder)) {
                if (beingTold.add(file)) {
                    try {
                        tell(file, deaf);
                    } finally {
                        beingTold.remove(file);
                    }
                }
            }
        } catch (IOException e) {
            LOG.warn("notes wait: because=\"{}\"", e.getMessage());
        }
    }

    private void tell(Path file, Set<URI> deaf) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try {
            var message = JSON.readTree(file.toFile());
            var address = URI.create(message.path("address").asText());
            if (deaf.contains(address) || !(message.path("note") instanceof ObjectNode note)) {
                return;
            }
            String id = message.path("id").asText();
            if (new Webhook(message.path("engine").asText(), address, line).tell(id, note,
                    new Cancellation())) {
                Files.deleteIfExists(file);
                LOG.info("a note was taken: id={}", id);
            } else {
                deaf.add(address);
                LOG.warn("a note waits: id={} host={}", id, address.getRawAuthority());
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // Its message would quote the file, and so a caller.
            LOG.warn("no note: file={}", file);
        }
    }
}
