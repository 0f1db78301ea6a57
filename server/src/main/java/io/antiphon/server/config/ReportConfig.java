package io.antiphon.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What becomes of the accounts of calls.
 *
 * @param folder where they are kept, a file each; nothing: nowhere
 * @param webhook who is told, by POST; an account waits in the folder until it has been taken
 * @param byModel whether a language model words the summary, where one is configured
 */
public record ReportConfig(Optional<Path> folder, Optional<URI> webhook, boolean byModel) {

    /** No accounts. */
    public static final ReportConfig NONE = new ReportConfig(Optional.empty(), Optional.empty(),
            false);

    public ReportConfig {
        if (webhook.isPresent() && folder.isEmpty()) {
            throw new IllegalArgumentException(
                    "reports.webhook needs reports.folder, where what has not been taken waits");
        }
    }
}
