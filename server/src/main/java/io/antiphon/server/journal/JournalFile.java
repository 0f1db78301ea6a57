package io.antiphon.server.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.sip.journal.OpenDialog.DialogId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a journal: grows by lines, and is written anew with what is open once most of it is past. Owned by
 * the journal thread.
 */
final class JournalFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);
    private static final int LINES_BEFORE_ANEW = 2_000;

    private final Path file;
    private final ObjectMapper json;
    private final Map<DialogId, Line.Open> open = new LinkedHashMap<>();
    private Optional<FileChannel> out = Optional.empty();
    private int lines;
    private boolean hasFailed;

    JournalFile(Path file, ObjectMapper json) {
        this.file = file;
        this.json = json;
    }

    /** Makes the file say that these are open, and nothing else; it never says less in between. */
    void rewrite(Collection<Line.Open> dialogs) throws IOException {
        var next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        create(next);
        closeChannel();
        try (var fresh = FileChannel.open(next, StandardOpenOption.WRITE)) {
            write(fresh, List.copyOf(dialogs));
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        out = Optional.of(
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
        lines = dialogs.size();
        dialogs.forEach(line -> open.put(line.dialog().id(), line));
    }

    /** It names whom people called, so it is its owner's alone. */
    private static void create(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(path, PosixFilePermissions
                    .asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(path);
        }
    }

    /** Adds lines. A disk that takes none is tried again with the next ones, and loses nothing that is open. */
    void append(List<Line> added) {
        added.forEach(this::remember);
        try {
            lines += added.size();
            if (out.isEmpty() || lines > LINES_BEFORE_ANEW + 4 * open.size()) {
                rewrite(List.copyOf(open.values()));
            } else {
                write(out.get(), added);
            }
            hasFailed = false;
        } catch (IOException refused) {
            if (!hasFailed) {
                LOG.error("the journal cannot be written; a crash now would leave calls behind",
                        refused);
            }
            hasFailed = true;
            closeChannel();
        }
    }

    /** Says that what is open is still so. */
    void confirm(Instant now) {
        open.replaceAll((_, line) -> new Line.Open(line.dialog(), now));
        // Written with what comes next, if it cannot be written now.
        closeChannel();
        append(List.of());
    }

    private void remember(Line line) {
        switch (line) {
            case Line.Open opened -> open.put(opened.dialog().id(), opened);
            case Line.Closed(var id) -> open.remove(id);
        }
    }

    private void write(FileChannel channel, List<? extends Line> added) throws IOException {
        var text = new StringBuilder();
        for (var line : added) {
            text.append(written(line)).append('\n');
        }
        var bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    private String written(Line line) throws JsonProcessingException {
        return json.writeValueAsString(line.fields());
    }

    private void closeChannel() {
        try {
            if (out.isPresent()) {
                out.get().close();
            }
        } catch (IOException e) {
            LOG.warn("the journal does not close", e);
        }
        out = Optional.empty();
    }

    @Override
    public void close() {
        closeChannel();
    }
}
