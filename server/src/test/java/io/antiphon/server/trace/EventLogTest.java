package io.antiphon.server.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {

    private static final ThreadFactory THREADS = Thread.ofPlatform().daemon().factory();

    @TempDir
    private Path folder;

    @Test
    void allThatWasWrittenIsInTheFileWhenItIsClosed() throws Exception {
        var file = folder.resolve("events.jsonl");
        var log = EventLog.to(file, THREADS);
        IntStream.range(0, 5_000).forEach(number -> log.write(Map.of("number", number)));
        log.close();
        var lines = Files.readAllLines(file);
        assertEquals(5_000, lines.size());
        assertEquals("{\"number\":4999}", lines.getLast());
        assertEquals(0, log.dropped());
    }

    @Test
    void fullDiskDropsLinesButDoesNotHoldUpTheShutdown() throws Exception {
        var full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no device that is always full");
        var log = EventLog.to(full, THREADS);
        IntStream.range(0, 20_000).forEach(number -> log.write(Map.of("number", number)));
        assertTimeoutPreemptively(Duration.ofSeconds(20), log::close);
        assertTrue(log.dropped() > 0);
    }
}
