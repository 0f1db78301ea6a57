package io.antiphon.server.trace;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what happened in calls as JSON lines, flushed line by line. Holds what callers said, so it is off
 * unless a file is named.
 *
 * <p>Any thread writes into a bounded queue, where the threads of calls contend for a moment; the journal
 * thread alone touches the file. A full queue drops the line and counts it.
 */
public final class EventLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);
    private static final int QUEUED_LINES = 8_192;
    private static final long LOOK_AGAIN_MS = 50;
    private static final Map<String, Object> END = Map.of();

    private final BlockingQueue<Map<String, Object>> lines = new ArrayBlockingQueue<>(QUEUED_LINES);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread journal;

    private EventLog(BufferedWriter out, ThreadFactory threads) {
        journal = threads.newThread(() -> drain(out));
        journal.start();
    }

    /** Appends to a file; an {@link IOException} says why it cannot be written. */
    public static EventLog to(Path file, ThreadFactory threads) throws IOException {
        return new EventLog(Files.newBufferedWriter(file), threads);
    }

    /** From any thread. The map is not changed afterwards. */
    void write(Map<String, Object> line) {
        if (!lines.offer(line)) {
            dropped.incrementAndGet();
        }
    }

    /** Lines that found the queue full. */
    public long dropped() {
        return dropped.get();
    }

    /** Returns when all that was written before is in the file, or the file takes no more. */
    @Override
    public void close() {
        try {
            // A journal that could not write has left, and nobody would make room in a full queue.
            boolean isTold = false;
            while (!isTold && journal.isAlive()) {
                isTold = lines.offer(END, LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
            }
            journal.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain(BufferedWriter out) {
        var json = new ObjectMapper();
        try (out) {
            for (var line = lines.take(); !line.isEmpty(); line = lines.take()) {
                out.write(json.writeValueAsString(line));
                out.newLine();
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | UncheckedIOException e) {
            LOG.error("the event log can no longer be written", e);
        }
    }
}
