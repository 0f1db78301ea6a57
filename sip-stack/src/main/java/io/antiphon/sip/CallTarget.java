package io.antiphon.sip;

import io.antiphon.sip.account.Credentials;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Whom to call, and as whom.
 *
 * @param uri {@code sip:1000@pbx.example}; a name is looked up as RFC 3263 says
 * @param fromUser the user part of our From and Contact
 * @param fromDisplayName empty for none
 * @param credentials for a 401 or 407 to this call
 * @param transport overrides what the URI says; empty means the URI's, or TLS for {@code sips:}, or UDP
 * @param wishes what else is to be different from the usual
 */
public record CallTarget(String uri, String fromUser, String fromDisplayName,
        Optional<Credentials> credentials,
        Optional<Transport> transport, Wishes wishes) {

    public CallTarget {
        requireOneLine("uri", uri);
        requireOneLine("from user", fromUser);
        requireOneLine("from display name", fromDisplayName);
        if (!uri.regionMatches(true, 0, "sip:", 0, 4)
                && !uri.regionMatches(true, 0, "sips:", 0, 5)) {
            throw new IllegalArgumentException("a call target is a sip: or sips: URI");
        }
        if (fromUser.isBlank() || fromUser.matches(".*[@<>\"\\s].*")) {
            throw new IllegalArgumentException("a from user is one word without @");
        }
    }

    /** With nothing out of the ordinary. */
    public CallTarget(String uri, String fromUser, String fromDisplayName,
            Optional<Credentials> credentials, Optional<Transport> transport) {
        this(uri, fromUser, fromDisplayName, credentials, transport, Wishes.NONE);
    }

    /** Without display name or credentials, by the transport of the URI. */
    public static CallTarget of(String uri, String fromUser) {
        return new CallTarget(uri, fromUser, "", Optional.empty(), Optional.empty());
    }

    /**
     * What a call may have of its own.
     *
     * @param fromHost the host of our From, as a registrar knows us; empty means our own address
     * @param ring how long it may ring before it is cancelled; empty means as configured
     * @param headers further headers of the INVITE, name to value
     */
    public record Wishes(Optional<String> fromHost, Optional<Duration> ring,
            Map<String, String> headers) {

        public static final Wishes NONE = new Wishes(Optional.empty(), Optional.empty(), Map.of());

        public Wishes {
            headers = Map.copyOf(headers);
            fromHost.ifPresent(host -> {
                if (!host.matches("[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]")) {
                    throw new IllegalArgumentException("a from host is a name or an address");
                }
            });
            ring.ifPresent(duration -> {
                if (duration.isNegative() || duration.isZero()) {
                    throw new IllegalArgumentException("a call rings longer than nothing");
                }
            });
            headers.forEach((name, value) -> {
                if (!name.matches("[A-Za-z0-9.!%*_+`'~-]+")) {
                    throw new IllegalArgumentException("'" + name + "' is no name of a header");
                }
                requireOneLine("header " + name, value);
            });
        }
    }

    private static void requireOneLine(String name, String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the " + name + " of a call target is one line");
        }
    }
}
