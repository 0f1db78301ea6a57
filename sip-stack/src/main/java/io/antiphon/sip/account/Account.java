package io.antiphon.sip.account;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A place at a registrar.
 *
 * @param user the user part of the address of record
 * @param registrar {@code sip:pbx.example:5060;transport=tcp} or {@code sips:pbx.example}, without a user
 * @param expires how long one registration should last; the registrar has the last word
 * @param outboundProxy {@code sip:proxy.example}, by which everything of this account goes
 */
public record Account(String user, String registrar, Credentials credentials, Duration expires,
        Optional<String> outboundProxy) {

    private static final String SIP_URI = "sips?:[^@\\s<>]+";

    public Account {
        if (user.isBlank() || user.matches(".*[@<>\"\\s].*")) {
            throw new IllegalArgumentException("an account's user is one word without @");
        }
        if (!registrar.toLowerCase(Locale.ROOT).matches(SIP_URI)) {
            throw new IllegalArgumentException(
                    "an account's registrar is written sip:host:port or sips:host");
        }
        outboundProxy.ifPresent(proxy -> {
            if (!proxy.toLowerCase(Locale.ROOT).matches(SIP_URI)) {
                throw new IllegalArgumentException(
                        "an account's outbound proxy is written sip:host:port or sips:host");
            }
        });
        if (expires.compareTo(Duration.ofSeconds(30)) < 0
                || expires.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "an account registers for 30 s to a day, not " + expires);
        }
    }

    /** Without an outbound proxy. */
    public Account(String user, String registrar, Credentials credentials, Duration expires) {
        this(user, registrar, credentials, expires, Optional.empty());
    }

    /** The registrar's name or address, IPv6 without brackets. */
    public String host() {
        String rest = registrar.substring(registrar.indexOf(':') + 1);
        int end = rest.startsWith("[") ? rest.indexOf(']') : rest.length();
        return rest.startsWith("[") && end > 0
                ? rest.substring(1, end)
                : rest.split("[:;?]", 2)[0];
    }
}
