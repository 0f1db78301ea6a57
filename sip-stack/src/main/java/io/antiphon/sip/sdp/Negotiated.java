package io.antiphon.sip.sdp;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What two descriptions agree on.
 *
 * @param codec with the number that we send; they send the same format under {@link #receivePt}
 * @param receivePt the number under which the codec arrives here
 * @param telephoneEventPt the number of DTMF events that we send, where they take them
 * @param direction ours: whether we may send, and whether they will
 * @param keying what both encipher with, where SDP says it
 * @param dtls how both agree on that in the stream, where they do; with neither, sound goes in the clear
 * @param local our description, to be sent as the answer, or the offer that was answered
 */
public record Negotiated(InetSocketAddress remoteRtp, InetSocketAddress remoteRtcp,
        PayloadFormat codec,
        int receivePt, Optional<Integer> telephoneEventPt, int ptimeMs, Direction direction,
        Optional<Keying> keying, Optional<DtlsAgreement> dtls,
        SessionDescription local) {

    public boolean isEnciphered() {
        return keying.isPresent() || dtls.isPresent();
    }
}
