package io.antiphon.media.rtp;

import io.antiphon.media.codec.Codec;
import io.antiphon.media.dtls.DtlsTerms;
import io.antiphon.media.secure.SrtpKeys;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What both sides agreed on about one stream each way.
 *
 * @param remoteRtcp the same as {@code remoteRtp} if both share a port
 * @param telephoneEventType the payload type of keys, if they go by RFC 4733
 * @param ptimeMs how much sound we put into a packet; what comes may be of any length
 * @param keys what both sides encipher with, if signalling brought it
 * @param dtls how both sides shall agree on it within the stream, if they shall; nothing is sent before
 */
public record StreamSpec(InetSocketAddress remoteRtp, InetSocketAddress remoteRtcp, Codec codec,
        int payloadType, OptionalInt telephoneEventType, int ptimeMs, SourcePolicy sources,
        Optional<SrtpKeys> keys, Optional<DtlsTerms> dtls) {

    public StreamSpec {
        if (payloadType < 0 || payloadType > 127) {
            throw new IllegalArgumentException("payload type " + payloadType);
        }
        if (ptimeMs != 20 && ptimeMs != 40 && ptimeMs != 60) {
            throw new IllegalArgumentException("packets of 20, 40 or 60 ms, not of " + ptimeMs);
        }
    }

    /** The same in the clear. */
    public StreamSpec(InetSocketAddress remoteRtp, InetSocketAddress remoteRtcp, Codec codec,
            int payloadType, OptionalInt telephoneEventType, int ptimeMs, SourcePolicy sources) {
        this(remoteRtp, remoteRtcp, codec, payloadType, telephoneEventType, ptimeMs, sources,
                Optional.empty(), Optional.empty());
    }

    boolean sharesPort() {
        return remoteRtp.equals(remoteRtcp);
    }
}
