package io.antiphon.cli.models;

import io.antiphon.cli.models.CatalogueEntry.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Fetches a file whose size and sum are known, over connections that break and from servers that may say
 * anything. What has arrived stays in {@code NAME.part} and is gone on with, as long as the server says that
 * it is still the same file; nothing is called NAME before its size and sum are right.
 *
 * <p>One thread. The watchdog ends a connection on which nothing comes any more.
 */
final class Download {

    private static final Pattern CONTENT_RANGE = Pattern
            .compile("bytes (\\d{1,18})-\\d+/(\\d{1,18}|\\*)");
    private static final int BLOCK = 1 << 16;
    private static final int MOST_RESTARTS = 3;

    private final HttpClient http;
    private final Patience patience;
    private final ScheduledExecutorService watchdog;
    private final Progress progress;

    /**
     * How long to wait.
     *
     * @param answer for the head of an answer
     * @param stall for the next bytes of its body
     * @param attempts how many in a row may bring nothing
     * @param pause between attempts; the second one is twice as long, and so on
     */
    record Patience(Duration answer, Duration stall, int attempts, Duration pause) {

        static final Patience USUAL = new Patience(Duration.ofSeconds(30), Duration.ofSeconds(30),
                5, Duration.ofSeconds(1));
    }

    Download(HttpClient http, Patience patience, ScheduledExecutorService watchdog,
            Progress progress) {
        this.http = http;
        this.patience = patience;
        this.watchdog = watchdog;
        this.progress = progress;
    }

    /** Brings a file into a folder and answers where it is; a {@link PullFault} says why not. */
    Path fetch(URI from, Part part, Path folder) throws PullFault {
        var target = new PartialFile(part, folder);
        int fruitless = 0;
        for (int restarts = 0; restarts < MOST_RESTARTS;) {
            long before = target.size();
            try {
                if (before < part.bytes()) {
                    attempt(from, target);
                }
                return target.verified();
            } catch (PullFault fault) {
                if (!fault.worthRetrying()) {
                    throw fault;
                }
                restarts += target.size() < before ? 1 : 0;
                fruitless = target.size() > before ? 0 : fruitless + 1;
                if (fruitless >= patience.attempts()) {
                    throw PullFault.refused(fault.getMessage() + "; given up after "
                            + fruitless + " attempts, pull again to go on");
                }
                progress.say("  " + fault.getMessage() + ", once more");
                LockSupport.parkNanos(patience.pause().toNanos() << Math.min(fruitless, 5));
            } finally {
                progress.end();
            }
        }
        throw PullFault.refused(part.name() + ": the server keeps changing it");
    }

    private void attempt(URI from, PartialFile target) throws PullFault {
        var request = HttpRequest.newBuilder(from)
                .timeout(patience.answer())
                .header("User-Agent", "antiphon")
                .header("Accept-Encoding", "identity");
        long have = target.size();
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
            target.tag().ifPresent(tag -> request.header("If-Range", tag));
        }
        HttpResponse<InputStream> response;
        try {
            response = http.send(request.build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PullFault.refused("interrupted");
        } catch (IOException e) {
            throw PullFault.interrupted(from.getHost() + ": " + PullFault.words(e));
        }
        try (var body = response.body()) {
            accept(response, target);
            copy(body, target);
        } catch (PullFault fault) {
            throw fault;
        } catch (IOException e) {
            throw PullFault.interrupted(from.getHost() + ": " + PullFault.words(e));
        }
    }

    /** Looks at the head of an answer, and makes the file ready for its body. */
    private static void accept(HttpResponse<InputStream> response, PartialFile target)
            throws PullFault {
        int status = response.statusCode();
        var host = response.uri().getHost();
        switch (status) {
            case 200 -> {
                long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
                if (length >= 0 && length != target.part().bytes()) {
                    throw PullFault.refused(target.part().name() + ": " + host + " has " + length
                            + " bytes, but the catalogue says " + target.part().bytes());
                }
                target.beginAnew(tag(response));
            }
            case 206 -> continues(response, target);
            case 416 -> {
                target.forget();
                throw PullFault.interrupted(host + " has not as much of it as is here");
            }
            case 408, 425, 429, 500, 502, 503, 504 ->
                throw PullFault.interrupted(host + " answers " + status);
            default -> throw PullFault.refused(target.part().name() + ": " + host + " answers "
                    + status + (status / 100 == 3 ? ", a redirection that leads nowhere" : ""));
        }
    }

    private static void continues(HttpResponse<InputStream> response, PartialFile target)
            throws PullFault {
        target.pieced();
        var range = CONTENT_RANGE.matcher(
                response.headers().firstValue("Content-Range").orElse(""));
        boolean fits = range.matches() && Long.parseLong(range.group(1)) == target.size()
                && (range.group(2).equals("*")
                        || Long.parseLong(range.group(2)) == target.part().bytes());
        var tag = tag(response);
        boolean same = tag.isEmpty() || target.tag().isEmpty() || tag.equals(target.tag());
        if (!fits || !same) {
            target.forget();
            throw PullFault.interrupted(response.uri().getHost()
                    + (same ? " sends another part than was asked for" : " has another file now"));
        }
    }

    /** What tells whether a file has changed; a weak tag cannot tell that of single bytes. */
    private static Optional<String> tag(HttpResponse<InputStream> response) {
        return response.headers()
                .firstValue("ETag")
                .filter(tag -> !tag.startsWith("W/"))
                .or(() -> response.headers().firstValue("Last-Modified"));
    }

    private void copy(InputStream body, PartialFile target) throws IOException {
        long expected = target.part().bytes();
        var block = new byte[BLOCK];
        var have = new AtomicLong(target.size());
        var stalled = new AtomicBoolean();
        progress.begin(have.get());
        var watch = watch(body, have, stalled);
        try (var out = target.open()) {
            for (int count = body.read(block); count >= 0; count = body.read(block)) {
                if (have.get() + count > expected) {
                    target.forget();
                    throw PullFault
                            .refused(target.part().name() + ": the server sends more than the "
                                    + expected + " bytes of the catalogue");
                }
                write(out, block, count);
                progress.at(have.addAndGet(count), expected);
            }
        } catch (IOException e) {
            if (stalled.get()) {
                throw PullFault.interrupted(
                        "nothing has come for " + patience.stall().toSeconds() + " s");
            }
            throw e;
        } finally {
            watch.cancel(false);
        }
        if (have.get() < expected) {
            throw PullFault.interrupted("the connection ended after " + have + " of " + expected
                    + " bytes");
        }
    }

    private static void write(FileChannel out, byte[] block, int count) throws PullFault {
        var bytes = ByteBuffer.wrap(block, 0, count);
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            throw PullFault.refused("cannot be written: " + PullFault.words(e));
        }
    }

    /** Closes a body on which nothing comes, so that its reader fails. */
    private Future<?> watch(InputStream body, AtomicLong have, AtomicBoolean stalled) {
        var seen = new AtomicLong(-1);
        long stallNs = patience.stall().toNanos();
        return watchdog.scheduleAtFixedRate(() -> {
            if (seen.getAndSet(have.get()) == have.get()) {
                stalled.set(true);
                try {
                    body.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }, stallNs, stallNs, TimeUnit.NANOSECONDS);
    }
}
