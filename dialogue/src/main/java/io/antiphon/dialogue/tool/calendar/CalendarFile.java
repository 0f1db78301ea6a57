package io.antiphon.dialogue.tool.calendar;

import biweekly.Biweekly;
import biweekly.ICalendar;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * An iCalendar file (RFC 5545). Written beside itself and moved into its place, so a reader and a crash see the old
 * or the new one. All tools of a template that name the file share one of these; its monitor keeps them from
 * booking one slot twice, and is held for a read and a write.
 */
public final class CalendarFile {

    private static final long LARGEST_BYTES = 16L << 20;

    private final Path path;

    public CalendarFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** Whether it can be read. */
    public void check() throws IOException {
        read();
    }

    /** The calendar as it is on the disk; an empty one if there is none yet. */
    ICalendar read() throws IOException {
        if (!Files.exists(path)) {
            return new ICalendar();
        }
        if (Files.size(path) > LARGEST_BYTES) {
            throw new IOException("larger than " + LARGEST_BYTES + " bytes");
        }
        return Optional.ofNullable(Biweekly.parse(Files.readString(path)).first())
                .orElseThrow(() -> new IOException("not an iCalendar file"));
    }

    /** Puts it on the disk. */
    void write(ICalendar calendar) throws IOException {
        var folder = Optional.ofNullable(path.getParent()).orElseThrow();
        Files.createDirectories(folder);
        var beside = folder.resolve("." + path.getFileName() + ".new");
        try (var file = FileChannel.open(beside, StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer
                    .wrap(Biweekly.write(calendar).go().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
