package io.antiphon.server;

import io.antiphon.dialogue.report.ModelReporter;
import io.antiphon.server.call.Account;
import io.antiphon.server.config.ServerConfig;
import io.antiphon.server.report.Reports;
import io.antiphon.server.report.Settlement;
import io.antiphon.server.session.Sessions;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What is kept of calls: their accounts, with what keeps telling them, and conversations that were cut off. Opened and closed by one thread. */
final class Reporting implements AutoCloseable {

    private static final Duration CONNECTING = Duration.ofSeconds(3);
    private static final int AGAIN_AFTER_S = 30;
    private static final int ENDS_WITHIN_S = 10;
    /** Notes; a call that finds no room writes its own. */
    private static final int MOST_WAITING = 4096;

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECTING).build();
    private final ThreadPoolExecutor files = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING), Threads.journal(),
            new ThreadPoolExecutor.CallerRunsPolicy());
    private final ScheduledThreadPoolExecutor again = new ScheduledThreadPoolExecutor(1,
            Threads.jobs());
    private final Account account;
    private final Sessions sessions;

    private Reporting(ServerConfig config, LanguageModels models, Settlement settlement)
            throws IOException {
        var folder = config.reports().folder();
        account = folder.isPresent()
                ? reports(folder.get(), config, models, settlement)
                : settlement.withoutReports(files);
        sessions = Sessions.open(place(config), new Sessions.Means(files, SystemTime.WALL,
                config.sessions().resumeWithin()));
        var _ = again.scheduleWithFixedDelay(sessions::sweep, AGAIN_AFTER_S, AGAIN_AFTER_S,
                TimeUnit.SECONDS);
    }

    /** Beside the journal of the calls, which is this server's alone; without one a crash loses conversations. */
    private static Optional<Path> place(ServerConfig config) {
        return config.operation()
                .journal()
                .map(file -> file.resolveSibling(
                        file.getFileName().toString().replaceFirst("\\.[^.]*$", "")
                                + ".sessions"));
    }

    private Reports reports(Path folder, ServerConfig config, LanguageModels models,
            Settlement settlement) throws IOException {
        var inWords = config.reports().byModel()
                ? models.asked().map(ModelReporter::new)
                : Optional.<ModelReporter>empty();
        var reports = Reports.open(folder, config.reports().webhook(), new Reports.Means(client,
                config.egress(), files, Threads.virtual("report"), inWords,
                settlement));
        // What an earlier server could not tell is told first.
        var _ = again.scheduleWithFixedDelay(reports::tellAll, 0, AGAIN_AFTER_S,
                TimeUnit.SECONDS);
        return reports;
    }

    static Reporting open(ServerConfig config, LanguageModels models, Settlement settlement)
            throws CannotStart {
        try {
            return new Reporting(config, models, settlement);
        } catch (IOException e) {
            throw new CannotStart("what is kept of calls cannot be written: " + e.getMessage()
                    + "; name another reports.folder or operation.journal, or none", e);
        }
    }

    Account account() {
        return account;
    }

    /** The conversations that were cut off. */
    Sessions sessions() {
        return sessions;
    }

    /** Whatever was said in the last calls is still written down. */
    @Override
    public void close() {
        again.shutdownNow();
        files.shutdown();
        try {
            files.awaitTermination(ENDS_WITHIN_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // Then what has not been written is lost with the process.
            Thread.currentThread().interrupt();
        }
        client.shutdownNow();
    }
}
