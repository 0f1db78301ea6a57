package io.antiphon.cli.wire;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One RTP packet (RFC 3550, section 5.1) at the caller's socket.
 *
 * @param atNs when it was sent or had arrived, by the machine's monotonic clock
 * @param datagram the whole of it, header included; not to be written to
 */
public record WirePacket(Side side, long atNs, Header header, ByteBuffer datagram) {

    private static final int FIXED_BYTES = 12;
    private static final int VERSION_2 = 0x80;

    /** Who sent it. */
    public enum Side {
        CALLER,
        AGENT
    }

    /** The fixed part of the header; numbers unsigned. */
    public record Header(int payloadType, boolean marker, int sequence, long timestamp,
            long ssrc) {}

    /** What the bytes are, unless they are not RTP. Keeps the array. */
    public static Optional<WirePacket> parse(Side side, long atNs, byte[] bytes) {
        var in = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        if (in.remaining() < FIXED_BYTES || (in.get(0) & 0xc0) != VERSION_2
                || payloadAt(in) > in.limit()) {
            return Optional.empty();
        }
        int second = in.get(1);
        var header = new Header(second & 0x7f, second < 0, in.getShort(2) & 0xffff,
                in.getInt(4) & 0xffffffffL, in.getInt(8) & 0xffffffffL);
        return Optional.of(new WirePacket(side, atNs, header, in));
    }

    /** The payload without padding. */
    public ByteBuffer payload() {
        int from = payloadAt(datagram);
        int to = datagram.limit();
        boolean padded = (datagram.get(0) & 0x20) != 0;
        if (padded) {
            to = Math.max(from, to - (datagram.get(to - 1) & 0xff));
        }
        return datagram.slice(from, to - from);
    }

    /** Its sound at 8 kHz; only for a payload type that {@link G711#isSound} knows. */
    public short[] sound() {
        var payload = payload();
        var samples = new short[payload.remaining()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = G711.decode(header.payloadType(), payload.get(i));
        }
        return samples;
    }

    private static int payloadAt(ByteBuffer in) {
        int first = in.get(0);
        int at = FIXED_BYTES + 4 * (first & 0x0f);
        boolean extended = (first & 0x10) != 0;
        if (extended && at + 4 <= in.limit()) {
            at += 4 + 4 * (in.getShort(at + 2) & 0xffff);
        }
        return at;
    }
}
