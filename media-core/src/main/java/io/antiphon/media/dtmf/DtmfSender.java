package io.antiphon.media.dtmf;

/**
 * Presses keys, one after the other: an update each beat, three end packets, a pause. Asked once a beat
 * whether a key wants to speak in place of the agent's voice.
 *
 * <p>Owned by the lane.
 */
public final class DtmfSender {

    /** What goes out at a beat. */
    public enum Beat {
        /** The voice, for no key is waiting. */
        VOICE,
        /** Silence between two keys. */
        PAUSE,
        /** The first packet of a key: it carries the marker and names the timestamp. */
        FIRST,
        /** A further packet of the same key, under the same timestamp. */
        FURTHER
    }

    public static final int PAYLOAD_BYTES = 4;

    private static final int WAITING = 64;
    /** In the place of an event: nothing is pressed for so many beats. */
    private static final int REST = -1;
    private static final int BEAT_MS = 20;
    private static final int SAMPLES_PER_MS = 8;
    private static final int SHORTEST_MS = 80;
    private static final int LONGEST_MS = 8_000;
    private static final int PAUSE_BEATS = 3;
    private static final int END_PACKETS = 3;
    private static final int END = 0x80;
    // In dB below the reference; the usual one.
    private static final int VOLUME = 10;

    private final int[] events = new int[WAITING];
    private final int[] beats = new int[WAITING];
    private int head;
    private int waiting;
    private int sent;
    private int pause;

    /** Queues a key; false if it is none or too many wait. */
    public boolean press(char key, int durationMs) {
        int event = Keys.event(key);
        return event >= 0 && queue(event, Math.clamp(durationMs, SHORTEST_MS, LONGEST_MS));
    }

    /** Queues a rest behind the keys that wait; false if too many do. */
    public boolean rest(int durationMs) {
        return queue(REST, Math.clamp(durationMs, BEAT_MS, LONGEST_MS));
    }

    private boolean queue(int event, int durationMs) {
        if (waiting == WAITING) {
            return false;
        }
        int tail = (head + waiting) % WAITING;
        events[tail] = event;
        beats[tail] = (durationMs + BEAT_MS - 1) / BEAT_MS;
        waiting++;
        return true;
    }

    public boolean isPressing() {
        return waiting > 0 || pause > 0;
    }

    /** Whether a payload tells that its key is up: the first that does covers a beat that still sounds. */
    public static boolean isEnd(byte[] payload) {
        return (payload[1] & END) != 0;
    }

    /** Moves on by one beat; at {@link Beat#FIRST} and {@link Beat#FURTHER} the payload is written. */
    public Beat next(byte[] out, int offset) {
        if (pause > 0) {
            pause--;
            return Beat.PAUSE;
        }
        if (waiting == 0) {
            return Beat.VOICE;
        }
        sent++;
        if (events[head] == REST) {
            if (sent == beats[head]) {
                behind();
            }
            return Beat.PAUSE;
        }
        int last = beats[head];
        int duration = Math.min(sent, last) * BEAT_MS * SAMPLES_PER_MS;
        out[offset] = (byte) events[head];
        out[offset + 1] = (byte) (VOLUME | (sent >= last ? END : 0));
        out[offset + 2] = (byte) (duration >> 8);
        out[offset + 3] = (byte) duration;
        Beat beat = sent == 1 ? Beat.FIRST : Beat.FURTHER;
        if (sent == last + END_PACKETS - 1) {
            behind();
            pause = PAUSE_BEATS;
        }
        return beat;
    }

    private void behind() {
        head = (head + 1) % WAITING;
        waiting--;
        sent = 0;
    }
}
