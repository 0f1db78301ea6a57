package io.antiphon.server.dial;

import io.antiphon.server.call.Briefing;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A call that the server is asked to make.
 *
 * @param to {@code sip:200@pbx.example:5060}; with an account also the number alone
 * @param briefing which agent makes it, and what it knows
 * @param account the user of an account of {@code sip.accounts}: at whose registrar, and with whose password
 * @param from our number: the user part of From, or of P-Asserted-Identity (RFC 3325) where From is the account's
 * @param ring how long it may ring
 * @param headers for the INVITE; each name begins with {@code X-}
 */
public record DialRequest(String to, Briefing briefing, Optional<String> account,
        Optional<String> from, Duration ring, Map<String, String> headers) {

    public static final Duration USUAL_RING = Duration.ofSeconds(60);

    public DialRequest {
        headers = Map.copyOf(headers);
    }

    /** With everything else as usual. */
    public static DialRequest of(String to, String agent) {
        return new DialRequest(to, Briefing.of(agent), Optional.empty(), Optional.empty(),
                USUAL_RING, Map.of());
    }
}
