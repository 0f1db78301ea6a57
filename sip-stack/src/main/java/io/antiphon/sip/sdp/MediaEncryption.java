package io.antiphon.sip.sdp;

/** Whether sound is enciphered (SRTP). */
public enum MediaEncryption {
    /** It is not; an offer that insists on it is refused. */
    OFF,
    /** Where the other side can: what they offer is taken, and our offers leave it to them (RFC 8643). */
    OPTIONAL,
    /** It is, or there is no call. */
    REQUIRED
}
