package io.antiphon.sip.wire;

/**
 * How much of a message is looked at. The parser behind takes time that grows with the square of some
 * lengths: half a second for 60 KB of headers, 15 ms for 8 KB.
 */
final class Limits {

    static final int DATAGRAM_BYTES = 8 * 1024;
    static final int STREAM_MESSAGE_BYTES = 64 * 1024;
    static final int HEAD_BYTES = 8 * 1024;
    static final int HEADERS = 100;
    /** A request comes with Max-Forwards 70, so it has not had more hops. */
    static final int VIAS = 70;
    static final int CONNECTIONS = 1_000;
    static final int CONNECTIONS_OF_ONE_HOST = 64;
    static final int MESSAGE_SECONDS = 10;
    /** RFC 5626, section 4.4.1: no more than 120 s, and 10 s for the answer. */
    static final int PING_SECONDS = 100;
    static final int PONG_SECONDS = 10;
    static final int IDLE_SECONDS = 60;
    static final int PROBE_SECONDS = 10;
    static final int PROBES = 3;
    static final int CONNECT_MILLIS = 5_000;
    static final int HANDSHAKE_MILLIS = 5_000;

    private Limits() {}
}
