package io.antiphon.cli.models;

import io.antiphon.cli.models.CatalogueEntry.Part;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** What has arrived of a file, and which edition of it that is. Owned by the thread that fetches it. */
final class PartialFile {

    private final Part part;
    private final Path partial;
    private final Path tagFile;
    private final Path whole;

    /** Whether it was not brought by one connection of this command from its first byte. */
    private boolean pieced;

    PartialFile(Part part, Path folder) {
        this.part = part;
        partial = folder.resolve(part.name() + ".part");
        tagFile = folder.resolve(part.name() + ".part.tag");
        whole = folder.resolve(part.name());
        pieced = size() > 0;
    }

    /** The bytes of a file that are here already. */
    static long arrived(Part part, Path folder) {
        try {
            return Files.size(folder.resolve(part.name() + ".part"));
        } catch (IOException e) {
            return 0;
        }
    }

    Part part() {
        return part;
    }

    /** More of it comes over another connection. */
    void pieced() {
        pieced = true;
    }

    long size() {
        return arrived(part, partial.resolveSibling(""));
    }

    Optional<String> tag() {
        try {
            return Optional.of(Files.readString(tagFile).strip()).filter(tag -> !tag.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void forget() throws PullFault {
        try {
            Files.deleteIfExists(partial);
            Files.deleteIfExists(tagFile);
            pieced = false;
        } catch (IOException e) {
            throw PullFault.refused(partial + " cannot be deleted: " + PullFault.words(e));
        }
    }

    void beginAnew(Optional<String> tag) throws PullFault {
        forget();
        try {
            Files.writeString(tagFile, tag.orElse(""));
        } catch (IOException e) {
            throw PullFault.refused(tagFile + " cannot be written: " + PullFault.words(e));
        }
    }

    FileChannel open() throws PullFault {
        try {
            return FileChannel.open(partial, StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw PullFault.refused(partial + " cannot be written: " + PullFault.words(e));
        }
    }

    Path verified() throws PullFault {
        try {
            long size = size();
            if (size > part.bytes()) {
                forget();
                throw PullFault.interrupted("more was here than the file has");
            }
            var sum = Checksums.of(partial);
            if (!sum.equals(part.sha256().orElse(""))) {
                boolean patched = pieced;
                forget();
                if (patched) {
                    throw PullFault.interrupted(part.name()
                            + ": what was brought in pieces has another sum than expected");
                }
                throw PullFault.refused(part.name() + ": its sha256 is " + sum
                        + ", but the catalogue says " + part.sha256().orElse("nothing")
                        + "; it is deleted");
            }
            Files.deleteIfExists(tagFile);
            return Files.move(partial, whole, StandardCopyOption.REPLACE_EXISTING);
        } catch (PullFault fault) {
            throw fault;
        } catch (IOException e) {
            throw PullFault.refused(partial + ": " + PullFault.words(e));
        }
    }
}
