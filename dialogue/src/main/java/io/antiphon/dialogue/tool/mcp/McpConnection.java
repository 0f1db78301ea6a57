package io.antiphon.dialogue.tool.mcp;

import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.time.NanoClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One server, begun anew when it has died: at once the first time, later and later if it keeps dying. It is begun
 * on a thread of its own, so that one call's impatience does not end it for all. Any thread; the monitor is held
 * for an instant only.
 */
final class McpConnection implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long FIRST_PAUSE_NS = Duration.ofSeconds(1).toNanos();
    private static final int MOST_DOUBLINGS = 6;

    private final String engine;
    private final Supplier<Began> beginning;
    private final NanoClock clock;
    private final ScheduledExecutorService watchdog;
    private final ThreadFactory threads;
    private Optional<CompletableFuture<Greeted>> current = Optional.empty();
    private int deaths;
    private long notBeforeNs;
    private boolean closed;

    McpConnection(String engine, Supplier<Began> beginning, NanoClock clock,
            ScheduledExecutorService watchdog, ThreadFactory threads) {
        this.engine = engine;
        this.beginning = beginning;
        this.clock = clock;
        this.watchdog = watchdog;
        this.threads = threads;
        this.notBeforeNs = clock.nanoTime();
    }

    /** A line, or why there is none. */
    sealed interface Began {

        record Speaking(McpLine line) implements Began {}

        record Silent(EngineFailure failure) implements Began {}
    }

    /** A server that may be asked, or why not. */
    sealed interface Greeted {

        record Well(McpSession session) implements Greeted {}

        record Absent(EngineFailure failure) implements Greeted {}
    }

    /** Waits until it may be asked; nothing if that was cancelled. */
    Optional<Greeted> session(Cancellation cancellation) {
        try {
            return cancellation.await(claim());
        } catch (ExecutionException e) {
            throw new IllegalStateException("greetings end with a value", e);
        }
    }

    /** It has shown that it works. */
    synchronized void worked() {
        deaths = 0;
    }

    private synchronized CompletableFuture<Greeted> claim() {
        if (current.isPresent() && (!current.get().isDone() || isWell(current.get().join()))) {
            return current.get();
        }
        if (current.isPresent()) {
            current = Optional.empty();
            deaths++;
            // The first time at once: a server that ran for days and was restarted is no reason to wait.
            notBeforeNs = clock.nanoTime() + (deaths == 1
                    ? 0
                    : FIRST_PAUSE_NS << Math.min(deaths - 2, MOST_DOUBLINGS));
        }
        if (closed || clock.nanoTime() - notBeforeNs < 0) {
            return CompletableFuture.completedFuture(new Greeted.Absent(new EngineFailure(
                    Kind.UNREACHABLE, engine, "it keeps dying and is left alone for a while")));
        }
        var greeted = new CompletableFuture<Greeted>();
        current = Optional.of(greeted);
        threads.newThread(() -> greeted.complete(greet())).start();
        return greeted;
    }

    private static boolean isWell(Greeted greeted) {
        return greeted instanceof Greeted.Well(var session) && session.isOpen();
    }

    private Greeted greet() {
        return switch (beginning.get()) {
            case Began.Silent(var failure) -> new Greeted.Absent(failure);
            case Began.Speaking(var line) -> {
                var session = new McpSession(engine, line);
                var cancellation = new Cancellation();
                var deadline = watchdog.schedule(cancellation::cancel, PATIENCE.toSeconds(),
                        TimeUnit.SECONDS);
                var failure = session.greet(cancellation);
                deadline.cancel(false);
                failure.ifPresent(_ -> session.close());
                yield failure.<Greeted>map(Greeted.Absent::new)
                        .orElseGet(() -> new Greeted.Well(session));
            }
        };
    }

    @Override
    public void close() {
        Optional<CompletableFuture<Greeted>> last;
        synchronized (this) {
            closed = true;
            last = current;
        }
        last.map(CompletableFuture::join).ifPresent(greeted -> {
            if (greeted instanceof Greeted.Well(var session)) {
                session.close();
            }
        });
    }
}
