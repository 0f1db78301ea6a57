package io.antiphon.dialogue.tool.assembly;

import io.antiphon.privacy.Egress;
import io.antiphon.time.NanoClock;
import io.antiphon.time.WallClock;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/**
 * What tools need of the house that they work in.
 *
 * @param state a folder of this server's own for tickets, callbacks and journals
 * @param client one that follows no redirects
 * @param watchdog for deadlines and pauses; does nothing but set signals
 * @param readers makes one thread for each process that speaks MCP
 * @param environment variables that secrets may lie in
 */
public record Surroundings(Path state, HttpClient client, Egress egress, Clocks clocks,
        ScheduledExecutorService watchdog, ThreadFactory readers,
        Function<String, Optional<String>> environment) {

    /** Both kinds of time. */
    public record Clocks(NanoClock nano, WallClock wall) {}
}
