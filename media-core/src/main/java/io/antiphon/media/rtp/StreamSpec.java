package io.antiphon.media.rtp;

import io.antiphon.media.codec.Codec;
import java.net.InetSocketAddress;
import java.util.OptionalInt;

/**
 * What both sides agreed on about one stream each way.
 *
 * @param remoteRtcp the same as {@code remoteRtp} if both share a port
 * @param telephoneEventType the payload type of keys, if they go by RFC 4733
 * @param ptimeMs how much sound we put into a packet; what comes may be of any length
 */
public record StreamSpec(InetSocketAddress remoteRtp, InetSocketAddress remoteRtcp, Codec codec,
        int payloadType, OptionalInt telephoneEventType, int ptimeMs, SourcePolicy sources) {

    public StreamSpec {
        if (payloadType < 0 || payloadType > 127) {
            throw new IllegalArgumentException("payload type " + payloadType);
        }
        if (ptimeMs != 20 && ptimeMs != 40 && ptimeMs != 60) {
            throw new IllegalArgumentException("packets of 20, 40 or 60 ms, not of " + ptimeMs);
        }
    }

    boolean sharesPort() {
        return remoteRtp.equals(remoteRtcp);
    }
}
