package io.antiphon.media.lane;

import io.antiphon.media.net.LaneLoop;
import io.antiphon.time.Timers;
import java.util.ArrayList;
import java.util.List;

/**
 * The beats of a lane, spread over the 20 ms so that its callers do not all send at once. One timer
 * serves them all. Lane thread.
 *
 * <p>Deadlines are absolute: lateness of one beat is not handed down to the next.
 */
final class Beats {

    private static final int SLOTS = 20;
    private static final long SLOT_NS = 1_000_000;

    /** Neighbours in time are taken by callers who come far apart; 7 and 20 have no common divisor. */
    private static final int STRIDE = 7;

    private final LaneLoop loop;
    private final List<List<Beat>> slots = new ArrayList<>();
    private final Runnable serve = this::serve;
    private final long baseNs;
    private long tick;
    private int taken;
    private Timers.Timer timer = () -> {};

    Beats(LaneLoop loop) {
        this.loop = loop;
        baseNs = loop.nanoTime();
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new ArrayList<>());
        }
    }

    void add(Beat beat) {
        int slot = 0;
        for (int i = 1; i < SLOTS; i++) {
            int other = i * STRIDE % SLOTS;
            if (slots.get(other).size() < slots.get(slot).size()) {
                slot = other;
            }
        }
        tick = Math.max(tick, tickAt(loop.nanoTime()));
        long first = tick + 1;
        first += Math.floorMod(slot - first, (long) SLOTS);
        beat.startAt(baseNs + first * SLOT_NS);
        slots.get(slot).add(beat);
        taken++;
        timer.cancel();
        arm();
    }

    void remove(Beat beat) {
        for (var slot : slots) {
            if (slot.remove(beat)) {
                taken--;
            }
        }
    }

    private long tickAt(long nowNs) {
        return (nowNs - baseNs) / SLOT_NS;
    }

    private void serve() {
        long nowNs = loop.nanoTime();
        long nowTick = tickAt(nowNs);
        if (taken == 0) {
            return;
        }
        // After a stall each beat is served once; how many it missed it knows by itself.
        for (long at = Math.max(tick, nowTick - SLOTS + 1); at <= nowTick; at++) {
            var slot = slots.get((int) (at % SLOTS));
            for (int i = 0; i < slot.size(); i++) {
                slot.get(i).due(nowNs);
            }
        }
        tick = nowTick + 1;
        arm();
    }

    private void arm() {
        long next = tick;
        while (slots.get((int) (next % SLOTS)).isEmpty()) {
            next++;
        }
        timer = loop.at(baseNs + next * SLOT_NS, serve);
    }
}
