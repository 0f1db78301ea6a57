package io.antiphon.sip;

/** Whoever takes incoming calls. */
@FunctionalInterface
public interface SipHandler {

    /**
     * Sip thread, must not wait: someone calls. Set the {@linkplain IncomingCall#handler handler} here;
     * ringing, accepting or rejecting may follow from any thread.
     */
    void invited(IncomingCall call);
}
