package io.antiphon.media.rtp;

import java.nio.ByteBuffer;

/** What may come to an RTP port, told by its first bytes as in RFC 7983 and RFC 5761. */
enum DatagramKind {
    RTP,
    RTCP,
    /** STUN, ZRTP, DTLS, TURN, or nothing known. */
    OTHER;

    static DatagramKind of(ByteBuffer datagram) {
        int at = datagram.position();
        if (datagram.remaining() < 2 || (datagram.get(at) & 0xc0) != 0x80) {
            return OTHER;
        }
        int type = datagram.get(at + 1) & 0xff;
        return type >= 192 && type <= 223 ? RTCP : RTP;
    }
}
