package io.antiphon.dialogue.llm.http;

import io.antiphon.privacy.Egress;
import io.antiphon.time.NanoClock;
import java.net.http.HttpClient;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What all models that are reached by HTTP share.
 *
 * @param client whoever makes it decides about proxies and how long connecting may take; it follows no redirects
 * @param egress where it may go
 * @param watchdog ends answers in which nothing comes any more; never waits
 */
public record Connections(HttpClient client, Egress egress, ScheduledExecutorService watchdog,
        NanoClock clock) {

    public Connections {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException(
                    "a client that follows redirects would go where egress was not asked about");
        }
    }
}
