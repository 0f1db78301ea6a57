package io.antiphon.server.load;

import io.antiphon.media.ServerSnapshot;
import java.util.ArrayDeque;
import java.util.Deque;

/** The share of late frames over the last few looks, from counters that only grow. Owned by one thread. */
final class LateFrames {

    private static final int LOOKS = 6;

    /** Fewer may be chance, above all with few calls. */
    private static final int LEAST = 5;

    private final Deque<ServerSnapshot> looks = new ArrayDeque<>();

    double share(ServerSnapshot now) {
        looks.addLast(now);
        if (looks.size() > LOOKS + 1) {
            looks.removeFirst();
        }
        var then = looks.getFirst();
        long due = now.beats() - then.beats();
        long late = late(now) - late(then);
        return late < LEAST ? 0 : (double) late / due;
    }

    private static long late(ServerSnapshot snapshot) {
        return snapshot.lateBeats() + snapshot.skippedBeats();
    }
}
