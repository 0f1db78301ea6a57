package io.antiphon.sip.sdp;

import java.util.List;
import java.util.Optional;

/**
 * One m= line and what belongs to it.
 *
 * @param formats the formats as they stand in the m= line
 * @param payloads what those formats mean, in the same order, without repetitions and unknown ones
 * @param connection an address of its own, instead of the session's
 * @param rtcp where RTCP goes, instead of the port above
 * @param crypto the a=crypto lines that we can do as they say
 * @param dtls who writes this, and who begins the handshake, where it says so
 */
public record MediaDescription(String type, int port, String protocol, List<String> formats,
        List<PayloadFormat> payloads, Optional<String> connection, Optional<Rtcp> rtcp,
        Optional<Integer> ptimeMs,
        Optional<Integer> maxPtimeMs, Optional<Direction> direction, boolean rtcpMux,
        List<CryptoLine> crypto, Optional<DtlsLine> dtls) {

    public MediaDescription {
        formats = List.copyOf(formats);
        payloads = List.copyOf(payloads);
        crypto = List.copyOf(crypto);
    }

    /** An a=rtcp line (RFC 3605). */
    public record Rtcp(int port, Optional<String> address) {}

    /** The same line with port 0: the stream is declined, but keeps its place. */
    MediaDescription refused() {
        return new MediaDescription(type, 0, protocol, formats.isEmpty() ? List.of("0") : formats,
                List.of(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), false, List.of(), Optional.empty());
    }

    boolean isAudio() {
        return port != 0 && type.equals("audio");
    }

    /** Sound in the clear, or enciphered by an agreement that leaves it open (RFC 8643). */
    boolean isPlain() {
        return protocol.equalsIgnoreCase("RTP/AVP") || protocol.equalsIgnoreCase("RTP/AVPF");
    }

    /** Sound that is enciphered with the keys of a=crypto lines. */
    boolean isSecure() {
        return protocol.equalsIgnoreCase("RTP/SAVP") || protocol.equalsIgnoreCase("RTP/SAVPF");
    }

    /** Sound that is enciphered with the keys of a handshake. */
    boolean isHandshaken() {
        return protocol.equalsIgnoreCase("UDP/TLS/RTP/SAVP")
                || protocol.equalsIgnoreCase("UDP/TLS/RTP/SAVPF");
    }
}
