package io.antiphon.media.secure;

import org.jitsi.srtp.SrtpCryptoContext;

/** One SSRC's packets under one key, and how often its sequence numbers have rolled over. Lane thread. */
final class Stream {

    private final SrtpCryptoContext context;
    private int rolledOver;
    private int highest = -1;

    Stream(SrtpCryptoContext context, int rolledOver) {
        this.context = context;
        this.rolledOver = rolledOver;
    }

    SrtpCryptoContext context() {
        return context;
    }

    int rolledOver() {
        return rolledOver;
    }

    /** A packet of this number was opened (RFC 3711, 3.3.1; the library keeps its own count to itself). */
    void opened(int sequence) {
        if (highest >= 0 && (short) (sequence - highest) <= 0) {
            return;
        }
        if (sequence < highest) {
            rolledOver++;
        }
        highest = sequence;
    }
}
