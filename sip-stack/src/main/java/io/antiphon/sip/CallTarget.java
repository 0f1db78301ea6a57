package io.antiphon.sip;

import io.antiphon.sip.account.Credentials;
import java.util.Optional;

/**
 * Whom to call, and as whom.
 *
 * @param uri {@code sip:1000@pbx.example:5060}; a name is looked up off the sip thread (no SRV records)
 * @param fromUser the user part of our From and Contact
 * @param fromDisplayName empty for none
 * @param credentials for a 401 or 407 to this call
 * @param transport overrides what the URI says; empty means the URI's, or UDP
 */
public record CallTarget(String uri, String fromUser, String fromDisplayName,
        Optional<Credentials> credentials,
        Optional<Transport> transport) {

    public CallTarget {
        requireOneLine("uri", uri);
        requireOneLine("from user", fromUser);
        requireOneLine("from display name", fromDisplayName);
        if (!uri.regionMatches(true, 0, "sip:", 0, 4)) {
            throw new IllegalArgumentException("a call target is a sip: URI");
        }
        if (fromUser.isBlank() || fromUser.matches(".*[@<>\"\\s].*")) {
            throw new IllegalArgumentException("a from user is one word without @");
        }
    }

    /** Without display name or credentials, by the transport of the URI. */
    public static CallTarget of(String uri, String fromUser) {
        return new CallTarget(uri, fromUser, "", Optional.empty(), Optional.empty());
    }

    private static void requireOneLine(String name, String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the " + name + " of a call target is one line");
        }
    }
}
