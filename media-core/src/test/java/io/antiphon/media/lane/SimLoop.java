package io.antiphon.media.lane;

import io.antiphon.media.net.LaneLoop;
import io.antiphon.media.net.RtpPort;
import io.antiphon.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A lane's loop on the test's own thread and time. */
final class SimLoop implements LaneLoop {

    final VirtualTime time = new VirtualTime();
    final List<SimPort> ports = new ArrayList<>();

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public Timer after(long delayNs, Runnable task) {
        return time.after(delayNs, task);
    }

    @Override
    public Timer at(long deadlineNs, Runnable task) {
        return time.after(Math.max(0, deadlineNs - time.nanoTime()), task);
    }

    @Override
    public boolean inLoop() {
        return true;
    }

    @Override
    public boolean execute(Runnable task) {
        task.run();
        return true;
    }

    @Override
    public Optional<RtpPort> open() {
        var port = new SimPort(time, 4_000 + 2 * ports.size());
        ports.add(port);
        return Optional.of(port);
    }

    @Override
    public void close() {}
}
