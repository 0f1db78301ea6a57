package io.antiphon.media.rtp;

import java.nio.ByteBuffer;

/** The header of the packet that was read last (RFC 3550, 5.1). One object serves a whole stream. */
final class RtpHeader {

    static final int BYTES = 12;

    /** What is wrong with a packet, if anything is. */
    enum Verdict {
        SOUND,
        TOO_SHORT,
        WRONG_VERSION,
        BAD_EXTENSION,
        BAD_PADDING
    }

    private boolean marker;
    private int payloadType;
    private int sequence;
    private int timestamp;
    private int ssrc;
    private int payloadOffset;
    private int payloadLength;

    /** Reads from position to limit, and moves neither. After another verdict than SOUND nothing counts. */
    Verdict parse(ByteBuffer datagram) {
        int start = datagram.position();
        int end = datagram.limit();
        if (end - start < BYTES) {
            return Verdict.TOO_SHORT;
        }
        int first = datagram.get(start) & 0xff;
        if (first >> 6 != 2) {
            return Verdict.WRONG_VERSION;
        }
        int at = start + BYTES + 4 * (first & 0x0f);
        if ((first & 0x10) != 0) {
            if (at + 4 > end) {
                return Verdict.BAD_EXTENSION;
            }
            at += 4 + 4 * (datagram.getShort(at + 2) & 0xffff);
        }
        if (at > end) {
            return (first & 0x10) != 0 ? Verdict.BAD_EXTENSION : Verdict.TOO_SHORT;
        }
        int padding = 0;
        if ((first & 0x20) != 0) {
            padding = datagram.get(end - 1) & 0xff;
            if (padding == 0 || at + padding > end) {
                return Verdict.BAD_PADDING;
            }
        }
        int second = datagram.get(start + 1);
        marker = second < 0;
        payloadType = second & 0x7f;
        sequence = datagram.getShort(start + 2) & 0xffff;
        timestamp = datagram.getInt(start + 4);
        ssrc = datagram.getInt(start + 8);
        payloadOffset = at;
        payloadLength = end - padding - at;
        return Verdict.SOUND;
    }

    boolean marker() {
        return marker;
    }

    int payloadType() {
        return payloadType;
    }

    /** 0 to 65535. */
    int sequence() {
        return sequence;
    }

    int timestamp() {
        return timestamp;
    }

    int ssrc() {
        return ssrc;
    }

    /** An index of the buffer, not counted from its position. */
    int payloadOffset() {
        return payloadOffset;
    }

    int payloadLength() {
        return payloadLength;
    }
}
