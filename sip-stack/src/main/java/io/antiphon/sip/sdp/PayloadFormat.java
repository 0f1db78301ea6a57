package io.antiphon.sip.sdp;

import java.util.Optional;

/**
 * What a payload type means (RFC 3551, RFC 8866).
 *
 * @param fmtp the format's parameters, as written
 */
public record PayloadFormat(int pt, String encoding, int clockRate, int channels,
        Optional<String> fmtp) {

    public static final PayloadFormat PCMU = plain(0, "PCMU");
    public static final PayloadFormat PCMA = plain(8, "PCMA");
    public static final PayloadFormat TELEPHONE_EVENT = new PayloadFormat(101, "telephone-event",
            8000, 1, Optional.of("0-16"));

    private static PayloadFormat plain(int pt, String encoding) {
        return new PayloadFormat(pt, encoding, 8000, 1, Optional.empty());
    }

    /** Whether both carry the same sound, whatever number they go by. */
    public boolean sameEncoding(PayloadFormat other) {
        return encoding.equalsIgnoreCase(other.encoding) && clockRate == other.clockRate
                && channels == other.channels;
    }

    public boolean isTelephoneEvent() {
        return encoding.equalsIgnoreCase("telephone-event");
    }

    /** What a payload type means without an rtpmap. */
    static Optional<PayloadFormat> ofStatic(int pt) {
        return switch (pt) {
            case 0 -> Optional.of(PCMU);
            case 3 -> Optional.of(plain(3, "GSM"));
            case 4 -> Optional.of(plain(4, "G723"));
            case 8 -> Optional.of(PCMA);
            // RFC 3551, section 4.5.2: the clock rate of G722 is 8000 by an old mistake that must be kept.
            case 9 -> Optional.of(plain(9, "G722"));
            case 13 -> Optional.of(plain(13, "CN"));
            case 18 -> Optional.of(plain(18, "G729"));
            // Not assigned by anyone, but peers that list 101 without an rtpmap all mean this.
            case 101 ->
                Optional.of(new PayloadFormat(101, "telephone-event", 8000, 1, Optional.empty()));
            default -> Optional.empty();
        };
    }
}
