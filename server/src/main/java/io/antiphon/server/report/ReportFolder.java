package io.antiphon.server.report;

import io.antiphon.dialogue.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Accounts of calls on the disk: {@code open/CALL.json} while a call goes on, {@code DATE/CALL.json} once it is over,
 * and a copy under {@code untold} until the webhook has taken it. A file is whole or not there. One thread writes, any
 * may read.
 */
final class ReportFolder {

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
        WholeFile.write(open.resolve(WholeFile.of(call)), json, false);
    }

    /** The calls that were going on when whoever noted them last came to an end. */
    List<Path> leftBehind() throws IOException {
        return WholeFile.in(open);
    }

    /** Keeps an account; first the copy that is to be told, so that a crash in between loses nothing. */
    void keep(String date, String call, String json, boolean isToBeTold) throws IOException {
        String file = WholeFile.of(call);
        if (isToBeTold) {
            WholeFile.write(untold.resolve(file), json, true);
        }
        WholeFile.write(Files.createDirectories(folder.resolve(date)).resolve(file), json, true);
        Files.deleteIfExists(open.resolve(file));
    }

    /** What has not been told, by name. */
    List<Path> untold() throws IOException {
        return WholeFile.in(untold);
    }
}
