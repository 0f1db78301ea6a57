package io.antiphon.media.dtmf;

/**
 * Reads keys out of telephone-event packets in whatever order and number they come. A key is its event
 * timestamp: it is reported at its first packet, and again when it is released, which its end packet tells
 * or, if all three of those are lost, 150 ms without any packet or the next key.
 *
 * <p>Owned by the lane.
 */
public final class DtmfReceiver {

    private static final int PAYLOAD_BYTES = 4;
    private static final long SILENT_NS = 150_000_000;

    private final KeyListener listener;
    private boolean known;
    private boolean down;
    private int ssrc;
    private int timestamp;
    private char key;
    private int duration;
    private int clockRate = 8_000;
    private long lastNs;
    private long ignored;

    public DtmfReceiver(KeyListener listener) {
        this.listener = listener;
    }

    /** The clock of the event's timestamps; 8000 unless another was agreed on. */
    public void clockRate(int hertz) {
        clockRate = hertz;
    }

    /** A telephone-event packet from the caller. */
    public void received(int fromSsrc, int eventTimestamp, byte[] payload, int length, long nowNs) {
        if (length < PAYLOAD_BYTES || !Keys.isKey(payload[0] & 0xff)) {
            ignored++;
            return;
        }
        if (!known || fromSsrc != ssrc || eventTimestamp - timestamp > 0) {
            release(nowNs);
            press(fromSsrc, eventTimestamp, Keys.key(payload[0]), nowNs);
        } else if (eventTimestamp != timestamp) {
            ignored++;
            return;
        }
        lastNs = nowNs;
        int told = (payload[2] & 0xff) << 8 | (payload[3] & 0xff);
        duration = Math.max(duration, told);
        if ((payload[1] & 0x80) != 0) {
            release(nowNs);
        }
    }

    private void press(int fromSsrc, int eventTimestamp, char pressed, long nowNs) {
        known = true;
        down = true;
        ssrc = fromSsrc;
        timestamp = eventTimestamp;
        key = pressed;
        duration = 0;
        listener.digitPressed(pressed, nowNs);
    }

    private void release(long nowNs) {
        if (down) {
            down = false;
            listener.digitReleased(key, (int) (duration * 1_000L / clockRate), nowNs);
        }
    }

    /** Ends a key whose end was lost. */
    public void poll(long nowNs) {
        if (down && nowNs - lastNs >= SILENT_NS) {
            release(nowNs);
        }
    }

    public boolean isDown() {
        return down;
    }

    /** Packets that were no key, too short, or of a key long past. */
    public long ignored() {
        return ignored;
    }
}
