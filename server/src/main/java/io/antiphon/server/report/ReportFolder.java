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
 * Accounts of calls on the disk: {@code DATE/CALL.json}, and a copy under {@code untold} until the webhook has taken
 * it. A file is whole or not there. Any thread; no two write the same call.
 */
final class ReportFolder {

    private static final String END = ".json";

    private final Path folder;
    private final Path untold;

    private ReportFolder(Path folder) {
        this.folder = folder;
        this.untold = folder.resolve("untold");
    }

    static ReportFolder open(Path folder) throws IOException {
        var reports = new ReportFolder(folder);
        Files.createDirectories(reports.untold);
        return reports;
    }

    /** Keeps an account; first the copy that is to be told, so that a crash in between loses nothing. */
    void keep(String date, String call, String json, boolean isToBeTold) throws IOException {
        String file = call.replaceAll("[^A-Za-z0-9._-]", "_") + END;
        if (isToBeTold) {
            write(untold.resolve(file), json);
        }
        write(Files.createDirectories(folder.resolve(date)).resolve(file), json);
    }

    /** What has not been told, the oldest names first. */
    List<Path> untold() throws IOException {
        var files = new ArrayList<Path>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(untold, "*" + END)) {
            found.forEach(files::add);
        }
        files.sort(null);
        return files;
    }

    private static void write(Path file, String text) throws IOException {
        var making = file.resolveSibling(file.getFileName() + ".part");
        try (var channel = FileChannel.open(making, StandardOpenOption.CREATE,
                StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(making, file, StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
