package io.antiphon.testkit;

import io.antiphon.time.Timers;
import java.util.PriorityQueue;

/** Time that passes only when the test says so, and runs every task that falls due on the way. */
public final class VirtualTime implements Timers {

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long nowNs;
    private long order;

    @Override
    public long nanoTime() {
        return nowNs;
    }

    @Override
    public Timer after(long delayNs, Runnable task) {
        var entry = new Task(nowNs + delayNs, order++, task);
        tasks.add(entry);
        return () -> tasks.remove(entry);
    }

    /** Moves on, stopping at each task that falls due. */
    public void advance(long byNs) {
        long until = nowNs + byNs;
        for (var task = tasks.peek(); task != null && task.dueNs <= until; task = tasks.peek()) {
            tasks.remove();
            nowNs = task.dueNs;
            task.action.run();
        }
        nowNs = until;
    }

    /** Tasks due at the same instant run in the order in which they were asked for. */
    private record Task(long dueNs, long order, Runnable action) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(dueNs, other.dueNs);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
