package io.antiphon.server.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.dialogue.report.Minutes;
import io.antiphon.dialogue.report.ModelReporter;
import io.antiphon.dialogue.report.ReportJson;
import io.antiphon.dialogue.report.Reporter;
import io.antiphon.privacy.Egress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes an account of each call once it is over, keeps it, and tells it to a webhook, again and again until it has
 * been taken. Any thread may hand in minutes; each is worked on by a thread of its own.
 */
public final class Reports {

    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Optional<ReportFolder> folder;
    private final Optional<URI> webhook;
    private final Means means;

    /**
     * What accounts are written and told with.
     *
     * @param inWords a model that words them, if one does
     */
    public record Means(HttpClient client, Egress egress, ThreadFactory threads,
            Optional<ModelReporter> inWords) {}

    private Reports(Optional<ReportFolder> folder, Optional<URI> webhook, Means means) {
        this.folder = folder;
        this.webhook = webhook;
        this.means = means;
    }

    public static Reports open(ReportConfig config, Means means) throws IOException {
        var folder = config.folder();
        return new Reports(
                folder.isEmpty()
                        ? Optional.empty()
                        : Optional.of(ReportFolder.open(folder.get())),
                config.webhook(), means);
    }

    /** A call is over. */
    public void take(Minutes minutes) {
        if (folder.isPresent()) {
            means.threads().newThread(() -> {
                keep(minutes, folder.get());
                tellAll();
            }).start();
        }
    }

    private void keep(Minutes minutes, ReportFolder kept) {
        var byRule = Reporter.report(minutes);
        var report = means.inWords().map(model -> model.inWords(byRule)).orElse(byRule);
        String date = minutes.begun().atOffset(ZoneOffset.UTC).toLocalDate().toString();
        try {
            kept.keep(date, minutes.call(), new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(ReportJson.of(report)), webhook.isPresent());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an account that is no JSON", e);
        } catch (IOException e) {
            LOG.error("report lost: call={} because=\"{}\"", minutes.call(), e.getMessage());
        }
    }

    /** Tells whatever has not been told. One at a time, so that nothing is told twice; may wait for the network. */
    public synchronized void tellAll() {
        if (webhook.isEmpty() || folder.isEmpty()) {
            return;
        }
        try {
            for (var file : folder.get().untold()) {
                if (!tell(webhook.get(), file)) {
                    return;
                }
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("reports wait: because=\"{}\"", e.getMessage());
        }
    }

    private boolean tell(URI address, Path file) throws IOException {
        var refusal = means.egress().refusal(address);
        if (refusal.isPresent()) {
            LOG.warn("reports wait: because=\"{}\"", refusal.get());
            return false;
        }
        var request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                // The same for each attempt: a webhook that counts can tell a repetition.
                .header("Idempotency-Key", String.valueOf(file.getFileName()))
                .POST(BodyPublishers.ofString(Files.readString(file)))
                .build();
        try {
            int status = means.client().send(request, BodyHandlers.discarding()).statusCode();
            boolean isTaken = status / 100 == 2;
            if (!isTaken) {
                LOG.warn("reports wait: status={}", status);
            }
            return isTaken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
