package io.antiphon.cli.models;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Unpacks an archive that somebody else has made, into an empty folder and nowhere else: names that lead out of
 * it, links, devices, and more than such an archive can honestly hold end the work.
 */
final class Unpacking {

    private static final int MOST_ENTRIES = 10_000;
    private static final int DEEPEST = 12;

    /** Models are compressed twofold at most; their texts, which are small, perhaps tenfold. */
    private static final long MOST_EXPANSION = 20;

    private static final long ALWAYS_ALLOWED_BYTES = 16L << 20;
    private static final int BLOCK = 1 << 16;

    private final Path folder;
    private final String archive;
    private final byte[] block = new byte[BLOCK];
    private final long mostBytes;
    private long bytes;
    private int entries;

    private Unpacking(Path file, Path folder) throws IOException {
        this.folder = folder.toAbsolutePath().normalize();
        archive = String.valueOf(file.getFileName());
        mostBytes = Math.max(ALWAYS_ALLOWED_BYTES, MOST_EXPANSION * Files.size(file));
    }

    static boolean isArchive(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".zip") || isTar(lower);
    }

    private static boolean isTar(String lower) {
        return lower.endsWith(".tar.bz2") || lower.endsWith(".tar.gz") || lower.endsWith(".tgz");
    }

    /**
     * Unpacks a file into a folder, which exists.
     *
     * @param name what the file is really called, for its ending tells the format
     */
    static void unpack(Path file, String name, Path folder) throws IOException {
        var unpacking = new Unpacking(file, folder);
        var lower = name.toLowerCase(Locale.ROOT);
        try {
            if (lower.endsWith(".zip")) {
                unpacking.zip(file);
            } else if (lower.endsWith(".tar.bz2")) {
                try (var in = new BufferedInputStream(Files.newInputStream(file));
                        var plain = new BZip2CompressorInputStream(in, true)) {
                    unpacking.tar(plain);
                }
            } else {
                try (var in = new BufferedInputStream(Files.newInputStream(file));
                        var plain = GzipCompressorInputStream.builder()
                                .setInputStream(in)
                                .setDecompressConcatenated(true)
                                .get()) {
                    unpacking.tar(plain);
                }
            }
        } catch (PullFault e) {
            throw e;
        } catch (FileAlreadyExistsException e) {
            throw unpacking.refused("holds a file twice: " + e.getMessage());
        } catch (IOException | IllegalArgumentException e) {
            throw unpacking.refused("cannot be unpacked: " + e.getMessage());
        }
        if (unpacking.entries == 0) {
            throw unpacking.refused("holds nothing");
        }
    }

    private void zip(Path file) throws IOException {
        try (var zip = ZipFile.builder().setPath(file).get()) {
            for (var entry : Collections.list(zip.getEntries())) {
                if (entry.isUnixSymlink()) {
                    throw refused("holds a link: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(place(entry.getName()));
                } else {
                    try (var in = zip.getInputStream(entry)) {
                        write(in, place(entry.getName()));
                    }
                }
            }
        }
    }

    private void tar(InputStream plain) throws IOException {
        try (var tar = new TarArchiveInputStream(plain)) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isDirectory()) {
                    Files.createDirectories(place(entry.getName()));
                } else if (isPlain(entry)) {
                    write(tar, place(entry.getName()));
                } else {
                    throw refused("holds a link or a device: " + entry.getName());
                }
            }
        }
    }

    /** The library takes for a file whatever is no folder. */
    private static boolean isPlain(TarArchiveEntry entry) {
        boolean link = entry.isLink() || entry.isSymbolicLink();
        boolean device = entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO();
        return entry.isFile() && !link && !device && !entry.isSparse();
    }

    private void write(InputStream in, Path target) throws IOException {
        Files.createDirectories(target.resolveSibling(""));
        try (var out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                bytes += count;
                if (bytes > mostBytes) {
                    throw refused("becomes more than " + (mostBytes >> 20)
                            + " MB, which no honest archive of its size does");
                }
                out.write(block, 0, count);
            }
        }
    }

    /** Where an entry goes. */
    private Path place(String name) throws IOException {
        entries++;
        if (entries > MOST_ENTRIES) {
            throw refused("holds more than " + MOST_ENTRIES + " files");
        }
        try {
            var relative = Path.of(name).normalize();
            var place = folder.resolve(relative).normalize();
            boolean odd = name.isEmpty() || name.contains("\\") || name.contains(":")
                    || name.startsWith("/") || relative.isAbsolute();
            boolean climbs = ("/" + name + "/").contains("/../");
            if (odd || climbs || !place.startsWith(folder)
                    || relative.getNameCount() > DEEPEST) {
                throw refused("holds a name that leads elsewhere: " + name);
            }
            return place;
        } catch (InvalidPathException e) {
            throw refused("holds a name that is none: " + e.getReason());
        }
    }

    private PullFault refused(String what) {
        return PullFault.refused(archive + " " + what + "; nothing of it is kept");
    }
}
