package io.antiphon.sip;

/** Whoever takes incoming calls. */
@FunctionalInterface
public interface SipHandler {

    /**
     * Sip thread, must not wait: someone calls. Set the {@linkplain IncomingCall#handler handler} here;
     * ringing, accepting or rejecting may follow from any thread.
     */
    void invited(IncomingCall call);

    /**
     * Sip thread, must not wait: whether one more call would be too many. It is then told 503 and Retry-After, and
     * nothing is kept of it; {@link #invited} never hears of it.
     */
    default boolean isFull() {
        return false;
    }
}
