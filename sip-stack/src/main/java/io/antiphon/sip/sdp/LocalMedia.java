package io.antiphon.sip.sdp;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * What we can hear and say, and where.
 *
 * @param rtp the address that peers send to, not one we merely bind to
 * @param formats in order of preference, codecs before telephone-event
 * @param ptimeMs sound in one packet, unless the peer asks otherwise
 */
public record LocalMedia(InetSocketAddress rtp, List<PayloadFormat> formats, int ptimeMs) {

    public LocalMedia {
        formats = List.copyOf(formats);
        if (rtp.getAddress() == null || rtp.getAddress().isAnyLocalAddress()) {
            throw new IllegalArgumentException("nobody can send to " + rtp);
        }
        if (formats.stream().allMatch(PayloadFormat::isTelephoneEvent)) {
            throw new IllegalArgumentException("no codec to talk with");
        }
    }

    /** G.711 both ways and DTMF, 20 ms packets. */
    public static LocalMedia telephone(InetSocketAddress rtp) {
        return new LocalMedia(rtp,
                List.of(PayloadFormat.PCMU, PayloadFormat.PCMA, PayloadFormat.TELEPHONE_EVENT), 20);
    }
}
