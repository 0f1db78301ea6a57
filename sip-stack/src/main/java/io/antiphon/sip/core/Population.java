package io.antiphon.sip.core;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Who is still here: live calls, goodbyes not yet answered, registrations not yet closed. Sip thread. */
final class Population {

    private final Set<Member> members = new LinkedHashSet<>();
    private final AtomicInteger liveCalls = new AtomicInteger();
    private final CompletableFuture<Void> callsGone = new CompletableFuture<>();
    private final CompletableFuture<Void> allGone = new CompletableFuture<>();
    private volatile boolean draining;

    /** Someone who is asked to leave and does so in his own time. */
    @FunctionalInterface
    interface Member {

        void leave();

        default boolean isCall() {
            return true;
        }
    }

    /** A BYE that is not answered yet. */
    static final class Goodbye implements Member {

        @Override
        public void leave() {
            // On its way already; transactions know when to give up.
        }

        @Override
        public boolean isCall() {
            return false;
        }
    }

    void enter(Member member) {
        if (members.add(member) && member.isCall()) {
            liveCalls.incrementAndGet();
        }
    }

    void left(Member member) {
        if (members.remove(member) && member.isCall()) {
            liveCalls.decrementAndGet();
        }
        check();
    }

    boolean isDraining() {
        return draining;
    }

    /** Any thread: no new ones from now on. */
    void closeDoor() {
        draining = true;
    }

    /** Sends everyone away who does not talk. */
    void drain() {
        draining = true;
        List.copyOf(members).stream().filter(member -> !member.isCall()).forEach(Member::leave);
        check();
    }

    void dismissAll() {
        List.copyOf(members).forEach(Member::leave);
    }

    private void check() {
        if (draining && liveCalls.get() == 0) {
            callsGone.complete(null);
        }
        if (draining && members.isEmpty()) {
            allGone.complete(null);
        }
    }

    /** Any thread. */
    int liveCalls() {
        return liveCalls.get();
    }

    CompletableFuture<Void> callsGone() {
        return callsGone;
    }

    CompletableFuture<Void> allGone() {
        return allGone;
    }
}
