package io.antiphon.media;

import java.net.InetSocketAddress;
import java.util.OptionalInt;

/**
 * What two parties agreed on: where the sound goes and how it is coded. We send
 * packets of 20 ms, whatever length the other side prefers.
 *
 * @param payloadType the number by which the codec goes in this call
 * @param telephoneEventType the number by which keys go, if they do not go as tones
 * @param sends whether we may send
 * @param receives whether the other side may
 */
public record MediaSpec(InetSocketAddress remoteRtp, InetSocketAddress remoteRtcp, AudioCodec codec,
        int payloadType, OptionalInt telephoneEventType, boolean sends, boolean receives) {

    /** How sound is coded on the wire. */
    public enum AudioCodec {
        PCMU,
        PCMA
    }

    public MediaSpec {
        if (payloadType < 0 || payloadType > 127) {
            throw new IllegalArgumentException("payload type " + payloadType);
        }
    }
}
