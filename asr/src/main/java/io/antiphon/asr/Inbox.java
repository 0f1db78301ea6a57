package io.antiphon.asr;

import io.antiphon.audio.Pcm;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What waits to be recognised in one call: frames of sound, and the events between them.
 *
 * <p>One thread writes, one at a time reads, neither waits. Frames lie in slots made beforehand. When these
 * are full the writer drops the oldest frame: it and the reader contend for the {@code taken} count, and a
 * reader that loses has copied a frame that is being overwritten, and throws the copy away. Events have a
 * ring of their own, each with the number of the frame that it precedes, so sound cannot push them out.
 */
final class Inbox {

    /** Frames held: five seconds. */
    static final int FRAMES = 256;

    /** Events held; the last ones are kept for what must not be lost. */
    static final int EVENTS = 64;

    private static final int RESERVED = 16;

    /** What happens between frames. */
    enum Event {
        PAUSE,
        RESUMPTION,
        TURN_OVER,
        DISMISSAL;

        boolean mayBeLost() {
            return this == PAUSE || this == RESUMPTION;
        }
    }

    private final short[][] frames = new short[FRAMES][Pcm.FRAME_SAMPLES];
    private final int[] lengths = new int[FRAMES];
    private final long[] positions = new long[FRAMES];
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();

    private final Event[] events = new Event[EVENTS];
    private final long[] eventPositions = new long[EVENTS];
    private final long[] eventPlaces = new long[EVENTS];
    private final AtomicLong eventsOffered = new AtomicLong();
    private final AtomicLong eventsTaken = new AtomicLong();

    private final AtomicLong dropped = new AtomicLong();

    /** Writer: answers false if an older frame had to go for this one. */
    boolean offer(short[] pcm, int samples, long position) {
        long number = offered.getPlain();
        long oldest = taken.get();
        // If this fails the reader has just made room.
        boolean full = number - oldest == FRAMES && taken.compareAndSet(oldest, oldest + 1);
        if (full) {
            dropped.incrementAndGet();
        }
        int slot = (int) (number % FRAMES);
        System.arraycopy(pcm, 0, frames[slot], 0, samples);
        lengths[slot] = samples;
        positions[slot] = position;
        offered.set(number + 1);
        return !full;
    }

    /** Writer: answers false if there are too many events already. */
    boolean offer(Event event, long position) {
        long number = eventsOffered.getPlain();
        long room = EVENTS - (number - eventsTaken.get());
        if (room == 0 || (event.mayBeLost() && room <= RESERVED)) {
            return false;
        }
        int slot = (int) (number % EVENTS);
        events[slot] = event;
        eventPositions[slot] = position;
        eventPlaces[slot] = offered.getPlain();
        eventsOffered.set(number + 1);
        return true;
    }

    /** Reader: takes what comes next; answers whether anything did. */
    boolean take(Item into) {
        while (true) {
            // In this order: whoever sees a frame also sees the events that precede it.
            long end = offered.get();
            long next = taken.get();
            long event = eventsTaken.getPlain();
            if (event < eventsOffered.get() && eventPlaces[(int) (event % EVENTS)] <= next) {
                into.event(events[(int) (event % EVENTS)], eventPositions[(int) (event % EVENTS)]);
                eventsTaken.set(event + 1);
                return true;
            }
            if (next >= end) {
                return false;
            }
            int slot = (int) (next % FRAMES);
            into.frame(frames[slot], lengths[slot], positions[slot]);
            if (taken.compareAndSet(next, next + 1)) {
                return true;
            }
        }
    }

    /** Reader: whether an event follows at once. */
    boolean isEventNext() {
        long event = eventsTaken.getPlain();
        return event < eventsOffered.get()
                && eventPlaces[(int) (event % EVENTS)] <= taken.get();
    }

    /** Any thread. */
    boolean isEmpty() {
        return offered.get() <= taken.get() && eventsOffered.get() == eventsTaken.get();
    }

    /** Any thread: frames that wait. */
    int backlog() {
        return (int) Math.max(0, offered.get() - taken.get());
    }

    /** Any thread: frames that were dropped. */
    long dropped() {
        return dropped.get();
    }
}
