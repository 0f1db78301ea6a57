package io.antiphon.dialogue.tool;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/** Lets one thread wait and any other end that wait. For who writes a {@link ToolRun}. */
public final class Cancellation {

    private final CompletableFuture<Boolean> signal = new CompletableFuture<>();
    private final AtomicReference<Runnable> interruption = new AtomicReference<>(
            Cancellation::nothing);

    /** Any thread, any number of times. */
    public void cancel() {
        if (signal.complete(true)) {
            interruption.getAndSet(Cancellation::nothing).run();
        }
    }

    public boolean isCancelled() {
        return signal.isDone();
    }

    /**
     * What to do when it is cancelled, once and on the thread that cancels: close what the working thread
     * reads from. Done at once if it has been cancelled already. Takes the place of what was said before.
     */
    public void interruptsBy(Runnable action) {
        interruption.set(action);
        if (isCancelled()) {
            interruption.getAndSet(Cancellation::nothing).run();
        }
    }

    /** Waits for a value; nothing if that was cancelled. A thread that is interrupted has been cancelled. */
    public <T> Optional<T> await(CompletableFuture<T> value) throws ExecutionException {
        try {
            CompletableFuture.anyOf(value, signal).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancel();
        }
        return value.isDone() && !isCancelled() ? Optional.of(value.join()) : Optional.empty();
    }

    private static void nothing() {
        // Nobody is to be woken.
    }
}
