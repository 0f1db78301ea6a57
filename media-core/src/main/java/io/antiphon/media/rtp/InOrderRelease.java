package io.antiphon.media.rtp;

import java.util.Arrays;

/**
 * Puts packets in order and delays none that is: the next one is released as it arrives. Behind a gap
 * packets are held for a while, at most 25 of them; then the gap is given up.
 *
 * <p>Owned by the lane; all memory is taken at the beginning.
 */
final class InOrderRelease {

    /** What became of a packet. */
    enum Fate {
        RELEASED,
        HELD,
        LATE,
        DUPLICATE,
        /** So far from the others that it is taken for a new stream's only if the next one joins it. */
        STRAY
    }

    static final int WINDOW = 25;
    static final int LONGEST_PAYLOAD = 640;

    // RFC 3550, A.1.
    private static final int MOST_DROPOUT = 3_000;
    private static final int MOST_MISORDER = 100;

    private static final int SLOTS = 32;
    private static final int REMEMBERED = 128;
    private static final int NONE = -1;

    private final Released released;
    private final SequenceUnwrapper unwrapper = new SequenceUnwrapper();
    private final byte[][] payloads = new byte[SLOTS][LONGEST_PAYLOAD];
    private final int[] lengths = new int[SLOTS];
    private final int[] types = new int[SLOTS];
    private final int[] timestamps = new int[SLOTS];
    private final long[] arrivals = new long[SLOTS];
    private final boolean[] taken = new boolean[SLOTS];
    private final boolean[] givenUp = new boolean[REMEMBERED];

    private boolean started;
    private long next;
    private long newest;
    private int held;
    private int expectedStray = NONE;

    InOrderRelease(Released released) {
        this.released = released;
    }

    /** What is held is released, and the next packet, whatever its number, begins a stream. */
    void restart() {
        while (held > 0) {
            skipGap();
        }
        started = false;
    }

    /** Takes a packet; {@code payload} is what its header says. */
    Fate offer(RtpHeader header, byte[] payload, long nowNs) {
        if (!started) {
            start(header.sequence());
        }
        long sequence = unwrapper.unwrap(header.sequence());
        if (sequence - next > MOST_DROPOUT || next - sequence > MOST_MISORDER) {
            if (header.sequence() != expectedStray) {
                expectedStray = (header.sequence() + 1) & 0xffff;
                return Fate.STRAY;
            }
            restart();
            released.restarted();
            start(header.sequence());
            sequence = next;
        }
        expectedStray = NONE;
        newest = sequence;
        if (sequence < next) {
            return lateOrDuplicate(sequence);
        }
        if (sequence >= next + WINDOW) {
            giveUpUntil(sequence - WINDOW + 1);
            drain();
        }
        if (sequence > next) {
            return hold(sequence, header, payload, nowNs);
        }
        settle(false);
        released.packet(payload, header.payloadLength(), header.payloadType(), header.timestamp(),
                nowNs);
        drain();
        return Fate.RELEASED;
    }

    private void start(int sequence) {
        started = true;
        next = unwrapper.restart(sequence);
        // Those that the first one overtook are late, not doubles.
        Arrays.fill(givenUp, true);
    }

    private Fate lateOrDuplicate(long sequence) {
        int index = (int) (sequence % REMEMBERED);
        boolean late = givenUp[index];
        givenUp[index] = false;
        return late ? Fate.LATE : Fate.DUPLICATE;
    }

    private Fate hold(long sequence, RtpHeader header, byte[] payload, long nowNs) {
        int slot = (int) (sequence % SLOTS);
        if (taken[slot]) {
            return Fate.DUPLICATE;
        }
        System.arraycopy(payload, 0, payloads[slot], 0, header.payloadLength());
        lengths[slot] = header.payloadLength();
        types[slot] = header.payloadType();
        timestamps[slot] = header.timestamp();
        arrivals[slot] = nowNs;
        taken[slot] = true;
        held++;
        return Fate.HELD;
    }

    /** Gives up gaps behind which a packet has waited so long. */
    void poll(long nowNs, long waitNs) {
        while (held > 0) {
            long first = firstHeld();
            if (nowNs - arrivals[(int) (first % SLOTS)] < waitNs) {
                return;
            }
            skipGap();
        }
    }

    private void skipGap() {
        giveUpUntil(firstHeld());
        drain();
    }

    private long firstHeld() {
        long sequence = next;
        while (!taken[(int) (sequence % SLOTS)]) {
            sequence++;
        }
        return sequence;
    }

    private void giveUpUntil(long end) {
        int missing = 0;
        while (next < end) {
            if (taken[(int) (next % SLOTS)]) {
                tellLost(missing);
                missing = 0;
                releaseHeld();
            } else {
                missing++;
                settle(true);
            }
        }
        tellLost(missing);
    }

    private void tellLost(int missing) {
        if (missing > 0) {
            released.lost(missing);
        }
    }

    private void drain() {
        while (held > 0 && taken[(int) (next % SLOTS)]) {
            releaseHeld();
        }
    }

    private void releaseHeld() {
        int slot = (int) (next % SLOTS);
        taken[slot] = false;
        held--;
        settle(false);
        released.packet(payloads[slot], lengths[slot], types[slot], timestamps[slot],
                arrivals[slot]);
    }

    private void settle(boolean lost) {
        givenUp[(int) (next % REMEMBERED)] = lost;
        next++;
        unwrapper.follow(next);
    }

    /** The number of the last packet offered that was no stray, beyond 16 bits. */
    long newest() {
        return newest;
    }

    int held() {
        return held;
    }
}
