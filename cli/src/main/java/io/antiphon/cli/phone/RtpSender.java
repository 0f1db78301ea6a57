package io.antiphon.cli.phone;

import io.antiphon.cli.wire.G711;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** Builds the packets of one outgoing stream: PCMU, and keys as telephone events (RFC 4733). */
final class RtpSender {

    private static final int FRAME = 160;
    private static final int HEADER_BYTES = 12;
    private static final int KEY_BYTES = 4;
    private static final int KEY_VOLUME = 10;
    private static final String KEYS = "0123456789*#ABCD";

    private final int keyPayloadType;
    private final int ssrc;
    private int sequence;
    private int timestamp;
    private int keyTimestamp;
    private boolean marked;

    RtpSender(int keyPayloadType) {
        this.keyPayloadType = keyPayloadType;
        var random = new SecureRandom();
        ssrc = random.nextInt();
        sequence = random.nextInt(1 << 16);
        timestamp = random.nextInt();
    }

    /** The next 20 ms of sound. */
    byte[] sound(short[] frame) {
        var bytes = new byte[HEADER_BYTES + FRAME];
        var packet = header(bytes, G711.PCMU, !marked, timestamp);
        marked = true;
        for (short sample : frame) {
            packet.put(G711.encodeMu(sample));
        }
        timestamp += FRAME;
        return bytes;
    }

    /** A key that has been held for so many beats of 20 ms. The last packet is to be sent three times. */
    byte[] key(char digit, int beats, boolean last) {
        if (beats == 1) {
            keyTimestamp = timestamp;
        }
        var bytes = new byte[HEADER_BYTES + KEY_BYTES];
        var packet = header(bytes, keyPayloadType, beats == 1, keyTimestamp);
        packet.put((byte) KEYS.indexOf(digit)).put((byte) (last ? 0x80 | KEY_VOLUME : KEY_VOLUME));
        packet.putShort((short) (beats * FRAME));
        timestamp += FRAME;
        return bytes;
    }

    /** The same packet again, under a sequence number of its own. */
    byte[] again(byte[] packet) {
        var copy = packet.clone();
        ByteBuffer.wrap(copy).putShort(2, (short) sequence++);
        return copy;
    }

    private ByteBuffer header(byte[] bytes, int payloadType, boolean marker, int stamp) {
        return ByteBuffer.wrap(bytes)
                .put((byte) 0x80)
                .put((byte) (marker ? 0x80 | payloadType : payloadType))
                .putShort((short) sequence++)
                .putInt(stamp)
                .putInt(ssrc);
    }
}
