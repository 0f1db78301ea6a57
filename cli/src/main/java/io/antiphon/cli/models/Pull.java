package io.antiphon.cli.models;

import io.antiphon.cli.models.CatalogueEntry.Part;
import io.antiphon.cli.models.Checksums.Verdict;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Brings a model of the catalogue into the store: fetches its files, sees that they are what the catalogue says,
 * only then unpacks them, and puts the folder in its place in one step.
 */
final class Pull {

    /** What an archive may become, to see whether there is room. */
    private static final int UNPACKED = 3;

    private static final double MB = 1e6;

    private final ModelStore store;
    private final Download download;
    private final Optional<String> mirror;

    /** @param mirror the address of a folder that has all files, instead of their own addresses */
    Pull(ModelStore store, Download download, Optional<String> mirror) {
        this.store = store;
        this.download = download;
        this.mirror = mirror;
    }

    /** What came of it. */
    record Pulled(Path folder, boolean wasHere) {}

    /** Brings a model; a {@link PullFault} says why not. */
    Pulled pull(CatalogueEntry entry) throws IOException {
        if (!entry.isVerifiable()) {
            throw PullFault.refused(entry.id()
                    + " is not pulled: nobody has published a checksum that could be relied on; "
                    + "fetch it yourself from " + entry.parts().getFirst().url());
        }
        var folder = store.folder(entry.id());
        if (Files.isRegularFile(folder.resolve(Checksums.NAME))
                && Checksums.check(folder) instanceof Verdict.Whole) {
            return new Pulled(folder, true);
        }
        Files.createDirectories(store.root());
        var lock = store.root().resolve("." + entry.id() + ".lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                throw alreadyPulling(entry);
            }
            try {
                bring(entry, folder);
            } finally {
                Files.deleteIfExists(lock);
            }
        } catch (OverlappingFileLockException e) {
            throw alreadyPulling(entry);
        }
        return new Pulled(folder, false);
    }

    private static PullFault alreadyPulling(CatalogueEntry entry) {
        return PullFault.refused(entry.id() + " is being pulled by another process");
    }

    private void bring(CatalogueEntry entry, Path folder) throws IOException {
        var arrivals = Files.createDirectories(store.root().resolve("." + entry.id() + ".parts"));
        try {
            checkRoom(entry, arrivals);
            for (var part : entry.parts()) {
                if (!isHere(part, arrivals)) {
                    download.fetch(address(part), part, arrivals);
                }
            }
        } finally {
            deleteIfEmpty(arrivals);
        }
        var made = store.root().resolve("." + entry.id() + ".new");
        ModelStore.delete(made);
        Files.createDirectories(made);
        try {
            replace(folder, made(entry, arrivals, made));
        } finally {
            ModelStore.delete(made);
        }
        ModelStore.delete(arrivals);
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            if (files.findFirst().isPresent()) {
                return;
            }
        }
        Files.delete(folder);
    }

    /** From an earlier attempt, which did not come as far as unpacking. */
    private static boolean isHere(Part part, Path arrivals) throws IOException {
        var file = arrivals.resolve(part.name());
        return Files.isRegularFile(file) && Optional.of(Checksums.of(file)).equals(part.sha256());
    }

    private URI address(Part part) throws PullFault {
        var address = mirror.map(base -> base.replaceFirst("/+$", "") + "/" + part.name())
                .orElse(part.url());
        try {
            var uri = URI.create(address);
            if (List.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw PullFault.refused("no address: " + address);
        }
        throw PullFault.refused("expected an address that begins with https:// or http://, not "
                + address);
    }

    private static void checkRoom(CatalogueEntry entry, Path arrivals) throws IOException {
        long needed = 0;
        for (var part : entry.parts()) {
            needed += part.bytes() - PartialFile.arrived(part, arrivals);
            needed += part.isArchive() ? UNPACKED * part.bytes() : 0;
        }
        long room = Files.getFileStore(arrivals).getUsableSpace();
        if (room < needed) {
            throw PullFault.refused(String.format(Locale.ROOT,
                    "%s needs %.0f MB in %s, where only %.0f MB are free", entry.id(), needed / MB,
                    arrivals.resolveSibling(""), room / MB));
        }
    }

    /** The folder as it shall be, in a place where nobody looks for it. */
    private static Path made(CatalogueEntry entry, Path arrivals, Path made) throws IOException {
        for (var part : entry.parts()) {
            var file = arrivals.resolve(part.name());
            if (part.isArchive()) {
                Unpacking.unpack(file, part.name(), made);
            } else {
                Files.move(file, made.resolve(part.name()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        var top = withoutTopFolder(made);
        Files.writeString(top.resolve("SOURCE.txt"), source(entry));
        Checksums.write(top);
        return top;
    }

    private static Path withoutTopFolder(Path made) throws IOException {
        try (var files = Files.list(made)) {
            var all = files.toList();
            return all.size() == 1 && Files.isDirectory(all.getFirst()) ? all.getFirst() : made;
        }
    }

    private static String source(CatalogueEntry entry) {
        var lines = new StringBuilder(entry.title()).append("\nlicence: ").append(entry.licence());
        if (!entry.terms().isEmpty()) {
            lines.append("\n").append(entry.terms());
        }
        entry.parts()
                .forEach(part -> lines.append("\nfrom ")
                        .append(part.url())
                        .append("\n  sha256 ")
                        .append(part.sha256().orElse("")));
        return lines.append('\n').toString();
    }

    private void replace(Path folder, Path made) throws IOException {
        var old = folder.resolveSibling("." + folder.getFileName() + ".old");
        ModelStore.delete(old);
        if (Files.exists(folder)) {
            Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
        ModelStore.delete(old);
    }
}
