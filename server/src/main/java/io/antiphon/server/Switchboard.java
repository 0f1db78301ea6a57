package io.antiphon.server;

import io.antiphon.call.CallId;
import io.antiphon.server.call.Briefing;
import io.antiphon.server.call.CallBook;
import io.antiphon.server.call.CallSession;
import io.antiphon.server.call.CallView;
import io.antiphon.server.call.House;
import io.antiphon.server.call.Successors;
import io.antiphon.server.metrics.Meters;
import io.antiphon.sip.SipCall;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/** The calls that are, each on a thread of its own. */
final class Switchboard {

    private static final int ENDED_KEPT = 1_000;

    private final House house;
    private final int most;
    private final Successors successors;
    private final Meters meters;
    private final CallBook book = new CallBook(ENDED_KEPT, SystemTime.NANOS);
    private final ThreadFactory threads = Threads.virtual("call");
    // Whoever makes or takes a call adds and the calls' threads remove, twice in the life of a call.
    private final Map<CallSession, Thread> running = new ConcurrentHashMap<>();

    Switchboard(House house, int most, Successors successors, Meters meters) {
        this.house = house;
        this.meters = meters;
        meters.watch(book::all);
        this.successors = successors;
        this.most = most;
    }

    CallBook book() {
        return book;
    }

    boolean isFull() {
        return running.size() >= most;
    }

    int calls() {
        return running.size();
    }

    /** A session for a call; {@link #begin} follows. */
    CallSession session(SipCall call, Briefing briefing) {
        return new CallSession(call, house, briefing, this::changed, successors);
    }

    private void changed(CallView view) {
        book.note(view);
        meters.changed(view);
    }

    /** Any thread. */
    void begin(CallSession session) {
        book.note(session.beginning());
        var thread = threads.newThread(() -> {
            try {
                session.run();
            } finally {
                running.remove(session);
            }
        });
        running.put(session, thread);
        thread.start();
    }

    /** The session in that call, whose other side is there. */
    Optional<CallSession> at(CallId id, InetAddress peer) {
        return running.keySet().stream().filter(session -> session.isAt(id, peer)).findFirst();
    }

    /** Has a call end; answers whether there is one of that name. */
    boolean dismiss(CallId id, String why) {
        var meant = running.keySet().stream().filter(session -> session.id().equals(id)).toList();
        meant.forEach(session -> session.leave(why));
        return !meant.isEmpty();
    }

    void dismissAll(String why) {
        running.keySet().forEach(session -> session.leave(why));
    }

    void interruptAll() {
        running.values().forEach(Thread::interrupt);
    }

    void await(Duration patience) throws InterruptedException {
        long untilNs = SystemTime.NANOS.nanoTime() + patience.toNanos();
        for (var thread : running.values()) {
            thread.join(Duration.ofNanos(untilNs - SystemTime.NANOS.nanoTime()));
        }
    }
}
