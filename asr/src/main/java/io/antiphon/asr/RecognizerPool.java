package io.antiphon.asr;

import io.antiphon.speech.SpeechRecognizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Shares a few threads among the recognition of many calls. Calls with something to do queue up and have a
 * slice each; a call is never worked on by two threads, so its answers come in order.
 */
public final class RecognizerPool implements AutoCloseable {

    private final ReadyQueue queue;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger places;
    private final AtomicLong dropped = new AtomicLong();
    // Calls come, go and end on different threads: contended once or twice in the life of a call.
    private final Set<Listening> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    /** Starts {@code threadCount} threads, for {@code mostCalls} calls at a time. */
    public RecognizerPool(int threadCount, int mostCalls, ThreadFactory factory) {
        if (threadCount < 1 || mostCalls < 1) {
            throw new IllegalArgumentException(
                    "at least one thread and one call: " + threadCount + ", " + mostCalls);
        }
        queue = new ReadyQueue(mostCalls);
        places = new AtomicInteger(mostCalls);
        for (int i = 0; i < threadCount; i++) {
            var worker = new Worker();
            var thread = factory.newThread(worker);
            worker.thread = Optional.of(thread);
            workers.add(worker);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    /** Any thread: begins to listen to a call, unless there are too many already. */
    public Optional<Listening> listen(SpeechRecognizer recognizer, RecognitionListener listener) {
        if (closing || places.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
            return Optional.empty();
        }
        try {
            var listening = new Listening(this, recognizer.name(), recognizer.open(), listener);
            open.add(listening);
            return Optional.of(listening);
        } catch (RuntimeException e) {
            places.incrementAndGet();
            throw e;
        }
    }

    /** Any thread: frames that went unheard, in all calls since the start. */
    public long droppedFrames() {
        return dropped.get();
    }

    /** Any thread: calls that are listened to. */
    public int calls() {
        return open.size();
    }

    /** Any thread: frames that wait, in all calls. */
    public int backlog() {
        return open.stream().mapToInt(Listening::backlog).sum();
    }

    /**
     * Stops the threads, each after the item at hand, and closes every stream. Waits for that, so it is
     * not called on one of the threads.
     */
    @Override
    public void close() {
        closing = true;
        boolean interrupted = false;
        for (var thread : threads) {
            LockSupport.unpark(thread);
            interrupted |= joined(thread);
        }
        for (var listening : List.copyOf(open)) {
            listening.closeAfterPool();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the end of a thread; answers whether somebody interrupted the waiting. */
    private static boolean joined(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    void countDropped() {
        dropped.incrementAndGet();
    }

    /** Feeding thread or worker: this call has something to do. */
    void ready(Listening listening) {
        queue.put(listening);
        for (int i = 0; i < workers.size(); i++) {
            if (workers.get(i).wake()) {
                return;
            }
        }
    }

    /** Answers whether the call was still known. */
    boolean forget(Listening listening) {
        if (!open.remove(listening)) {
            return false;
        }
        places.incrementAndGet();
        return true;
    }

    private final class Worker implements Runnable {

        private final Item item = new Item();
        private final AtomicBoolean resting = new AtomicBoolean();
        private Optional<Thread> thread = Optional.empty();

        @Override
        public void run() {
            while (!closing) {
                var next = queue.take();
                if (next.isPresent()) {
                    next.get().work(item);
                } else {
                    rest();
                }
            }
        }

        /** Says that it rests before looking once more, so that no call is missed in between. */
        private void rest() {
            resting.set(true);
            while (resting.get() && queue.isEmpty() && !closing) {
                LockSupport.park(this);
            }
            resting.set(false);
        }

        boolean wake() {
            if (resting.get() && resting.compareAndSet(true, false)) {
                thread.ifPresent(LockSupport::unpark);
                return true;
            }
            return false;
        }
    }
}
