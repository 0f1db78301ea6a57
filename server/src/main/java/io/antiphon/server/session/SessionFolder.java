package io.antiphon.server.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.dialogue.file.WholeFile;
import io.antiphon.dialogue.session.Kept;
import io.antiphon.dialogue.session.KeptJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Conversations on the disk, {@code CALL.json} each, readable by nobody but the server's user. What cannot be used is put
 * {@code aside} for whoever wants to know why. One thread.
 */
final class SessionFolder {

    private static final Logger LOG = LoggerFactory.getLogger(SessionFolder.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LARGEST_BYTES = 1_000_000;

    private final Path folder;
    private final Path aside;

    private SessionFolder(Path folder) {
        this.folder = folder;
        this.aside = folder.resolve("aside");
    }

    static SessionFolder open(Path folder) throws IOException {
        var sessions = new SessionFolder(folder);
        Files.createDirectories(sessions.aside);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        return sessions;
    }

    /** All that an earlier server left, but for those that another goes on with. */
    List<Kept> leftBehind() throws IOException {
        var left = new ArrayList<Kept>();
        for (var file : WholeFile.in(folder)) {
            read(file).ifPresent(left::add);
        }
        var gone = left.stream()
                .flatMap(kept -> kept.resumes().stream())
                .collect(
                        Collectors.toSet());
        left.stream().map(Kept::call).filter(gone::contains).forEach(this::delete);
        left.removeIf(kept -> gone.contains(kept.call()));
        return left;
    }

    private Optional<Kept> read(Path file) {
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                throw new IllegalArgumentException("more than " + LARGEST_BYTES + " bytes");
            }
            return Optional.of(KeptJson.read(JSON.readTree(file.toFile())));
        } catch (JsonProcessingException e) {
            // Its message quotes the file, and so the caller.
            putAside(file, "no JSON");
        } catch (IOException | IllegalArgumentException e) {
            putAside(file, String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    /** It stays whole, for whoever looks at it. */
    void putAside(String call, String why) {
        putAside(folder.resolve(WholeFile.of(call)), why);
    }

    private void putAside(Path file, String why) {
        LOG.warn("conversation put aside: file={} because=\"{}\"", file, why);
        try {
            Files.move(file, aside.resolve(file.getFileName()),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.error("conversation not put aside: file={} because=\"{}\"", file, e.getMessage());
        }
    }

    void write(Kept kept) {
        try {
            WholeFile.write(folder.resolve(WholeFile.of(kept.call())),
                    KeptJson.of(kept).toString(), false);
        } catch (IOException e) {
            LOG.error("conversation not kept: call={} because=\"{}\"", kept.call(),
                    e.getMessage());
        }
    }

    void delete(String call) {
        delete(folder.resolve(WholeFile.of(call)));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.error("conversation not deleted: file={} because=\"{}\"", file, e.getMessage());
        }
    }

    /** Nobody looked at these for long enough. */
    void deleteAside(Instant before) {
        try {
            for (var file : WholeFile.in(aside)) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    delete(file);
                }
            }
        } catch (IOException e) {
            LOG.error("conversations put aside stay: because=\"{}\"", e.getMessage());
        }
    }
}
