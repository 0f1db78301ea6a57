package io.antiphon.server.config;

import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads what becomes of the accounts of calls. */
final class ReportsReader {

    private final Findings findings;
    private final Path folder;

    ReportsReader(Findings findings, Path folder) {
        this.findings = findings;
        this.folder = folder;
    }

    ReportConfig reports(Section section) {
        var kept = section.optional("folder").map(folder::resolve);
        var webhook = section.optional("webhook").flatMap(text -> webhook(section, text));
        String summary = section.optional("summary").orElse("rule");
        if (!List.of("rule", "model").contains(summary)) {
            findings.addUnknown(section.value("summary").orElse(section.node()),
                    section.path("summary"), summary, "who summarises",
                    List.of("rule", "model"));
        }
        section.refuseOthers();
        if (webhook.isPresent() && kept.isEmpty()) {
            section.missing("folder", "a folder, where what the webhook has not taken waits");
            return ReportConfig.NONE;
        }
        return new ReportConfig(kept, webhook, summary.equals("model"));
    }

    private Optional<URI> webhook(Section section, String text) {
        if (text.matches("https?://[^\\s/]+\\S*")) {
            return Optional.of(URI.create(text));
        }
        findings.add(section.value("webhook").orElse(section.node()), section.path("webhook"),
                "found \"" + text + "\", expected http://... or https://...");
        return Optional.empty();
    }
}
