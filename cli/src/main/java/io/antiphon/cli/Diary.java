package io.antiphon.cli;

import io.antiphon.cli.demo.DemoCaller;
import io.antiphon.cli.demo.EventLine;
import io.antiphon.cli.phone.Phone.Held;
import io.antiphon.server.Threads;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Prints what the caller does, as JSON lines. The phone's thread only leaves notes here: its beat must not
 * wait for a pipe.
 */
final class Diary implements DemoCaller.Diary {

    private static final long LOOK_MS = 50;

    private final PrintWriter out;
    private final BlockingQueue<EventLine> notes = new LinkedBlockingQueue<>();

    Diary(PrintWriter out) {
        this.out = out;
    }

    /** From the phone's thread. */
    @Override
    public void note(long atNs, String type, Map<String, Object> fields) {
        notes.add(new EventLine(atNs, type, fields));
    }

    /** Holds a call on a thread of its own, at the priority of sound, and prints what is noted meanwhile. */
    Held during(Callable<Held> call) throws IOException {
        var task = new FutureTask<>(call);
        Threads.phone().newThread(task).start();
        try {
            while (!task.isDone() || !notes.isEmpty()) {
                var note = notes.poll(LOOK_MS, TimeUnit.MILLISECONDS);
                if (note != null) {
                    print(note);
                }
            }
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException expected) {
                throw expected;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    void print(EventLine line) {
        out.println(line.json());
        out.flush();
    }
}
