package io.antiphon.call;

/**
 * Tells one call from all others that this server has held.
 *
 * @param value the SIP Call-ID (RFC 3261, section 8.1.1.4) where the call came by SIP
 */
public record CallId(String value) {

    public CallId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a call id is not blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
