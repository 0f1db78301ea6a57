package io.antiphon.sip.sdp;

/** A description that makes no sense; the message says where and why. */
public final class SdpException extends Exception {

    private static final long serialVersionUID = 1L;

    public SdpException(String message) {
        super(message);
    }
}
