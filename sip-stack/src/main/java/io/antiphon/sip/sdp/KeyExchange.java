package io.antiphon.sip.sdp;

/** Where the keys come from that our own offers ask for. What others offer is taken either way. */
public enum KeyExchange {
    /** From the SDP (RFC 4568): as secret as the signalling, and nothing is lost where the other side cannot. */
    SDES,
    /** From a handshake in the stream (RFC 5763): there is no call with whoever cannot. */
    DTLS
}
