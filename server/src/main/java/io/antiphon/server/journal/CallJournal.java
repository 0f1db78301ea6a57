package io.antiphon.server.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.journal.DialogJournal;
import io.antiphon.sip.journal.OpenDialog;
import io.antiphon.sip.journal.OpenDialog.DialogId;
import io.antiphon.time.WallClock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down which calls are up, as JSON lines in a file of one server alone, so that after a crash the next
 * one can say BYE to whoever still waits.
 *
 * <p>The sip thread puts lines into a bounded queue; the journal thread alone touches the file. A full queue
 * drops the line and counts it. What is in the file survives the death of the process, and, as far as the disk
 * keeps its word, of the machine.
 */
public final class CallJournal implements DialogJournal, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CallJournal.class);
    private static final int QUEUED_LINES = 8_192;
    private static final int LINES_AT_ONCE = 256;
    private static final Duration CONFIRM_EVERY = Duration.ofMinutes(10);
    private static final Line END = new Line.Closed(new DialogId("", "", ""));
    private static final long LOOK_AGAIN_MS = 50;

    private final BlockingQueue<Line> queue = new ArrayBlockingQueue<>(QUEUED_LINES);
    private final AtomicLong dropped = new AtomicLong();
    private final List<OpenDialog> leftBehind;
    private final FileChannel lock;
    private final WallClock wall;
    private final Thread journal;

    private CallJournal(JournalFile file, FileChannel lock, List<Line.Open> leftBehind,
            WallClock wall, ThreadFactory threads) {
        this.lock = lock;
        this.leftBehind = leftBehind.stream().map(Line.Open::dialog).toList();
        this.wall = wall;
        this.journal = threads.newThread(() -> keep(file));
    }

    /**
     * Reads what an earlier server left in the file, and goes on writing there.
     *
     * @param logins finds the credentials of a login again
     * @throws IOException with why the file cannot be had
     */
    public static CallJournal open(Path file, Function<String, Optional<Credentials>> logins,
            WallClock wall, ThreadFactory threads) throws IOException {
        var absolute = file.toAbsolutePath();
        Files.createDirectories(absolute.resolveSibling(""));
        var lock = lock(absolute);
        try {
            var reading = JournalReading.of(absolute, logins);
            var leftBehind = reading.leftBehind(wall.now());
            if (!reading.open().isEmpty() || reading.unreadable() > 0) {
                LOG.warn("an earlier server did not end well: calls to end={} too old={}"
                        + " unreadable lines={} journal={}", leftBehind.size(),
                        reading.open().size() - leftBehind.size(), reading.unreadable(), absolute);
            }
            var written = new JournalFile(absolute, new ObjectMapper());
            written.rewrite(leftBehind);
            var made = new CallJournal(written, lock, leftBehind, wall, threads);
            made.journal.start();
            return made;
        } catch (IOException | RuntimeException notToBeHad) {
            lock.close();
            throw notToBeHad;
        }
    }

    /** Beside the file, for the file itself is replaced now and then. */
    private static FileChannel lock(Path file) throws IOException {
        var channel = FileChannel.open(file.resolveSibling(file.getFileName() + ".lock"),
                StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException ofThisProcess) {
            // Told below.
        }
        channel.close();
        throw new IOException("another server has it");
    }

    @Override
    public List<OpenDialog> leftBehind() {
        return leftBehind;
    }

    @Override
    public void opened(OpenDialog dialog) {
        offer(new Line.Open(dialog, wall.now()));
    }

    @Override
    public void closed(DialogId dialog) {
        offer(new Line.Closed(dialog));
    }

    private void offer(Line line) {
        if (!queue.offer(line)) {
            dropped.incrementAndGet();
        }
    }

    /** Any thread: lines that found the queue full. */
    public long dropped() {
        return dropped.get();
    }

    private void keep(JournalFile file) {
        List<Line> lines = new ArrayList<>();
        var confirmed = wall.now();
        try (file) {
            boolean ends = false;
            while (!ends) {
                lines.clear();
                var first = queue.poll(CONFIRM_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    lines.add(first);
                    queue.drainTo(lines, LINES_AT_ONCE);
                    ends = lines.remove(END);
                    file.append(lines);
                }
                // By then all that was left behind has had its BYE, so what is open is of this server.
                if (Duration.between(confirmed, wall.now()).compareTo(CONFIRM_EVERY) >= 0) {
                    confirmed = wall.now();
                    file.confirm(confirmed);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when all that was told before is in the file, or the file takes no more. */
    @Override
    public void close() {
        try {
            boolean isTold = false;
            while (!isTold && journal.isAlive()) {
                isTold = queue.offer(END, LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
            }
            journal.join();
            lock.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("the journal's lock does not close", e);
        }
        if (dropped() > 0) {
            LOG.warn("the journal could not keep up: lines dropped={}", dropped());
        }
    }
}
