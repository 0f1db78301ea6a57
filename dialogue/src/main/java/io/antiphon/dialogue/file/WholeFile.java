package io.antiphon.dialogue.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Files that are whole or not there, a call each. One thread writes to a folder, any may read. */
public final class WholeFile {

    private static final String END = ".json";

    private WholeFile() {}

    /** What the file of a call is called; whatever the call's name is, it stays in its folder. */
    public static String of(String call) {
        return call.replaceAll("[^A-Za-z0-9._-]", "_") + END;
    }

    /** All of a folder, by name. */
    public static List<Path> in(Path folder) throws IOException {
        var files = new ArrayList<Path>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + END)) {
            found.forEach(files::add);
        }
        files.sort(null);
        return files;
    }

    /** Writes one, instead of what was there. What is {@code toDisk} outlives the machine, all else the process. */
    public static void write(Path file, String text, boolean toDisk) throws IOException {
        var making = file.resolveSibling(file.getFileName() + ".part");
        try (var channel = FileChannel.open(making, StandardOpenOption.CREATE,
                StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (toDisk) {
                channel.force(true);
            }
        }
        Files.move(making, file, StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
