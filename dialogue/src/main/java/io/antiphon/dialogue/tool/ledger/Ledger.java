package io.antiphon.dialogue.tool.ledger;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A file of JSON lines that only grows: what is in it is on the disk, and no id stands in it twice. Many calls may
 * write; each holds the lock for one write to the disk.
 */
public final class Ledger implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final FileChannel file;
    private final Set<String> ids;

    private Ledger(FileChannel file, Set<String> ids) {
        this.file = file;
        this.ids = ids;
    }

    /** Opens or makes the file, and the folders above it. */
    public static Ledger open(Path path) throws IOException {
        return open(path, _ -> {});
    }

    /**
     * Opens or makes the file, hands over each line that is in it, in order, and closes off one that a crash left
     * unfinished.
     */
    public static Ledger open(Path path, Consumer<JsonNode> reader) throws IOException {
        var folder = Optional.ofNullable(path.toAbsolutePath().getParent()).orElseThrow();
        Files.createDirectories(folder);
        boolean fresh = !Files.exists(path);
        var ids = new HashSet<String>();
        if (!fresh) {
            try (var lines = Files.lines(path)) {
                lines.map(Ledger::parsed).filter(line -> line.has("id")).forEach(line -> {
                    ids.add(line.path("id").asText());
                    reader.accept(line);
                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        file.position(file.size());
        if (file.size() > 0 && lastByte(file) != '\n') {
            file.write(ByteBuffer.wrap(new byte[]{'\n'}));
        }
        if (fresh) {
            syncFolder(folder);
        }
        return new Ledger(file, ids);
    }

    /** Any thread: writes the line down to the disk, unless its id is there already. */
    public synchronized void append(String id, ObjectNode line) throws IOException {
        if (ids.contains(id)) {
            return;
        }
        var bytes = ByteBuffer.wrap((line.put("id", id) + "\n").getBytes(StandardCharsets.UTF_8));
        long before = file.position();
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        } catch (IOException e) {
            // Half a line is worse than none: the next one would be lost with it.
            file.truncate(before);
            throw e;
        }
        ids.add(id);
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parsed(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (JacksonException e) {
            // Half a line of a process that crashed: it was never told to anybody as written.
            return MissingNode.getInstance();
        }
    }

    private static int lastByte(FileChannel file) throws IOException {
        var last = ByteBuffer.allocate(1);
        file.read(last, file.size() - 1);
        return last.get(0);
    }

    private static void syncFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
