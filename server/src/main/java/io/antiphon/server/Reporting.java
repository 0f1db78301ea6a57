package io.antiphon.server;

import io.antiphon.dialogue.report.Minutes;
import io.antiphon.dialogue.report.ModelReporter;
import io.antiphon.server.config.ServerConfig;
import io.antiphon.server.report.Reports;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The accounts of calls, with what keeps telling them. Opened and closed by one thread. */
final class Reporting implements AutoCloseable {

    private static final Duration CONNECTING = Duration.ofSeconds(3);
    private static final int AGAIN_AFTER_S = 30;

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECTING).build();
    private final ScheduledThreadPoolExecutor again = new ScheduledThreadPoolExecutor(1,
            Threads.jobs());
    private final Reports reports;

    private Reporting(ServerConfig config, LanguageModels models) throws IOException {
        var inWords = config.reports().byModel()
                ? models.asked().map(ModelReporter::new)
                : Optional.<ModelReporter>empty();
        reports = Reports.open(config.reports(), new Reports.Means(client, config.egress(),
                Threads.virtual("report"), inWords));
    }

    static Reporting open(ServerConfig config, LanguageModels models) throws CannotStart {
        try {
            var reporting = new Reporting(config, models);
            // What an earlier server could not tell is told first.
            var _ = reporting.again.scheduleWithFixedDelay(reporting.reports::tellAll, 0,
                    AGAIN_AFTER_S, TimeUnit.SECONDS);
            return reporting;
        } catch (IOException e) {
            throw new CannotStart("reports.folder cannot be written: " + e.getMessage()
                    + "; name another, or none", e);
        }
    }

    /** Any thread: a call is over. */
    void take(Minutes minutes) {
        reports.take(minutes);
    }

    @Override
    public void close() {
        again.shutdownNow();
        client.shutdownNow();
    }
}
