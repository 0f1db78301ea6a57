package io.antiphon.tts;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * The clauses of one utterance, on their way from the one who thinks of them to the one who says them.
 *
 * <p>One writer, one reader. They contend for the lock a few times per clause; neither holds it for longer
 * than a look at the queue, and the reader waits outside of it.
 */
public final class ClauseQueue {

    /** More clauses than this are never waiting in one utterance. */
    public static final int MOST = 256;

    private final ArrayDeque<String> clauses = new ArrayDeque<>();
    private boolean ended;

    /** An utterance whose clauses are all known. */
    public static ClauseQueue of(List<String> clauses) {
        var queue = new ClauseQueue();
        for (String clause : clauses) {
            if (!queue.offer(clause)) {
                throw new IllegalArgumentException("more than " + MOST + " clauses");
            }
        }
        queue.end();
        return queue;
    }

    /** The writer's: adds a clause, unless the queue has ended or is full. */
    public synchronized boolean offer(String clause) {
        boolean taken = !ended && clauses.size() < MOST;
        if (taken) {
            clauses.add(clause);
            notifyAll();
        }
        return taken;
    }

    /** The writer's: no clause will follow. */
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Forgets what has not been said, and ends. */
    synchronized void abandon() {
        clauses.clear();
        end();
    }

    /** The reader's: waits for the next clause; none comes when the queue has ended. */
    synchronized Optional<String> next() throws InterruptedException {
        while (clauses.isEmpty() && !ended) {
            wait();
        }
        return Optional.ofNullable(clauses.poll());
    }
}
