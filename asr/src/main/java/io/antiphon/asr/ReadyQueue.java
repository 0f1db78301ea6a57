package io.antiphon.asr;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The calls with something to recognise, first come first served. Any number of threads put and take, none
 * waits and nothing is allocated: the array queue of D. Vyukov ("Bounded MPMC queue", 2010). A call is in it
 * once at most, so with a place for each call it is never full.
 */
final class ReadyQueue {

    private final AtomicReferenceArray<Listening> places;
    private final AtomicLongArray turns;
    private final AtomicLong tail = new AtomicLong();
    private final AtomicLong head = new AtomicLong();
    private final int mask;

    ReadyQueue(int most) {
        int size = Integer.highestOneBit(Math.max(1, most)) * 2;
        places = new AtomicReferenceArray<>(size);
        turns = new AtomicLongArray(size);
        mask = size - 1;
        for (int i = 0; i < size; i++) {
            turns.set(i, i);
        }
    }

    void put(Listening listening) {
        while (true) {
            long at = tail.get();
            int place = (int) at & mask;
            if (turns.get(place) == at && tail.compareAndSet(at, at + 1)) {
                places.set(place, listening);
                turns.set(place, at + 1);
                return;
            }
            Thread.onSpinWait();
        }
    }

    Optional<Listening> take() {
        while (true) {
            long at = head.get();
            int place = (int) at & mask;
            long turn = turns.get(place);
            if (turn < at + 1) {
                return Optional.empty();
            }
            if (turn == at + 1 && head.compareAndSet(at, at + 1)) {
                var listening = places.get(place);
                turns.set(place, at + mask + 1);
                return Optional.of(listening);
            }
        }
    }

    boolean isEmpty() {
        return head.get() >= tail.get();
    }
}
