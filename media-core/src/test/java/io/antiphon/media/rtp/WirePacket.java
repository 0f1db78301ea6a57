package io.antiphon.media.rtp;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A packet as the other side would write it. */
final class WirePacket {

    static final int SSRC = 0x51ce;

    private WirePacket() {}

    /** 20 ms of mu-law, all of the same code. */
    static ByteBuffer sound(int sequence, int timestamp, int code) {
        return sound(sequence, timestamp, SSRC, code, 160);
    }

    static ByteBuffer sound(int sequence, int timestamp, int ssrc, int code, int length) {
        var payload = new byte[length];
        Arrays.fill(payload, (byte) code);
        return packet(0, sequence, timestamp, ssrc, payload);
    }

    /** The packet of that index in a stream that begins with zeros. */
    static ByteBuffer numbered(int index) {
        return sound(index, index * 160, 0xff);
    }

    static ByteBuffer packet(int type, int sequence, int timestamp, int ssrc, byte[] payload) {
        return ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) type)
                .putShort((short) sequence)
                .putInt(timestamp)
                .putInt(ssrc)
                .put(payload)
                .flip();
    }
}
