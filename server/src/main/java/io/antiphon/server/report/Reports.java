package io.antiphon.server.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.report.CallReport;
import io.antiphon.dialogue.report.Minutes;
import io.antiphon.dialogue.report.ModelReporter;
import io.antiphon.dialogue.report.ReportJson;
import io.antiphon.dialogue.report.Reporter;
import io.antiphon.privacy.Egress;
import io.antiphon.server.call.Account;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps account of each call while it goes on, so that a crash does not lose it, and once it is over; tells a webhook,
 * again and again until it has been taken. One thread writes all files, in the order in which it is told; a model that
 * words an account is waited for by a thread of its own.
 */
public final class Reports implements Account {

    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String INTERRUPTED = "interrupted";

    private final ReportFolder folder;
    private final Optional<URI> webhook;
    private final Means means;

    /**
     * What accounts are written and told with.
     *
     * @param files one thread, for all that is written
     * @param threads for what may take long
     * @param inWords a model that words them, if one does
     * @param settlement of what a call spent
     */
    public record Means(HttpClient client, Egress egress, Executor files, ThreadFactory threads,
            Optional<ModelReporter> inWords, Settlement settlement) {}

    private Reports(ReportFolder folder, Optional<URI> webhook, Means means) {
        this.folder = folder;
        this.webhook = webhook;
        this.means = means;
    }

    /** Opens the folder, and closes the accounts of calls that a crash left open there. */
    public static Reports open(Path folder, Optional<URI> webhook, Means means)
            throws IOException {
        var reports = new Reports(ReportFolder.open(folder), webhook, means);
        for (var file : reports.folder.leftBehind()) {
            reports.close(file);
        }
        return reports;
    }

    private void close(Path file) throws IOException {
        JsonNode json;
        try {
            json = JSON.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            LOG.warn("no account: file={}", file);
            return;
        }
        if (json instanceof ObjectNode account) {
            account.put(INTERRUPTED, true);
            keep(account);
            LOG.info("account of a call that was cut off: call={}", account.path("call").asText());
        }
    }

    @Override
    public void begins(String call, CampaignTemplate template) {
        means.settlement().open(call, template);
    }

    @Override
    public void soFar(Minutes minutes) {
        means.files().execute(() -> {
            try {
                folder.note(minutes.call(), written(ReportJson.of(
                        means.settlement().soFar(Reporter.report(minutes)))));
            } catch (IOException e) {
                LOG.error("account not noted: call={} because=\"{}\"", minutes.call(),
                        e.getMessage());
            }
        });
    }

    @Override
    public void over(Minutes minutes) {
        if (means.inWords().isEmpty()) {
            means.files().execute(() -> finish(Reporter.report(minutes)));
            return;
        }
        means.threads().newThread(() -> {
            var report = means.inWords().get().inWords(Reporter.report(minutes));
            means.files().execute(() -> finish(report));
        }).start();
    }

    /** Files' thread. */
    private void finish(CallReport report) {
        var account = ReportJson.of(means.settlement().settled(report));
        try {
            keep(account);
        } catch (IOException e) {
            LOG.error("account lost: call={} because=\"{}\"", account.path("call").asText(),
                    e.getMessage());
        }
        if (webhook.isPresent()) {
            means.threads().newThread(this::tellAll).start();
        }
    }

    private void keep(ObjectNode account) throws IOException {
        String date = account.path("begun").asText().split("T", 2)[0];
        folder.keep(date, account.path("call").asText(), written(account), webhook.isPresent());
    }

    private static String written(ObjectNode account) {
        return account.toPrettyString() + "\n";
    }

    /** Tells whatever has not been told. One at a time, so that nothing is told twice; may wait for the network. */
    public synchronized void tellAll() {
        if (webhook.isEmpty()) {
            return;
        }
        try {
            for (var file : folder.untold()) {
                if (!tell(webhook.get(), file)) {
                    return;
                }
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("accounts wait: because=\"{}\"", e.getMessage());
        }
    }

    private boolean tell(URI address, Path file) throws IOException {
        var refusal = means.egress().refusal(address);
        if (refusal.isPresent()) {
            LOG.warn("accounts wait: because=\"{}\"", refusal.get());
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
                LOG.warn("accounts wait: status={}", status);
            }
            return isTaken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
