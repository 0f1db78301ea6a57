package io.antiphon.server.report;

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

/**
 * Accounts of calls on the disk: {@code open/CALL.json} while a call goes on, {@code DATE/CALL.json} once it is over,
 * and a copy under {@code untold} until the webhook has taken it. A file is whole or not there. One thread writes, any
 * may read.
 */
final class ReportFolder {

    private static final String END = ".json";

    private final Path folder;
    private final Path open;
    private final Path untold;

    private ReportFolder(Path folder) {
        this.folder = folder;
        this.open = folder.resolve("open");
        this.untold = folder.resolve("untold");
    }

    static ReportFolder open(Path folder) throws IOException {
        var reports = new ReportFolder(folder);
        Files.createDirectories(reports.open);
        Files.createDirectories(reports.untold);
        return reports;
    }

    /** How a call stands; outlives the process, not the machine. */
    void note(String call, String json) throws IOException {
        write(open.resolve(file(call)), json, false);
    }

    /** The calls that were going on when whoever noted them last came to an end. */
    List<Path> leftBehind() throws IOException {
        return files(open);
    }

    /** Keeps an account; first the copy that is to be told, so that a crash in between loses nothing. */
    void keep(String date, String call, String json, boolean isToBeTold) throws IOException {
        String file = file(call);
        if (isToBeTold) {
            write(untold.resolve(file), json, true);
        }
        write(Files.createDirectories(folder.resolve(date)).resolve(file), json, true);
        Files.deleteIfExists(open.resolve(file));
    }

    private static String file(String call) {
        return call.replaceAll("[^A-Za-z0-9._-]", "_") + END;
    }

    /** What has not been told, by name. */
    List<Path> untold() throws IOException {
        return files(untold);
    }

    private static List<Path> files(Path folder) throws IOException {
        var files = new ArrayList<Path>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + END)) {
            found.forEach(files::add);
        }
        files.sort(null);
        return files;
    }

    private static void write(Path file, String text, boolean toDisk) throws IOException {
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
