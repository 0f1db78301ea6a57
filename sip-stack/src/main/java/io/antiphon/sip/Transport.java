package io.antiphon.sip;

import java.util.Locale;

/** How SIP messages travel. */
public enum Transport {
    UDP(5060),
    TCP(5060),
    TLS(5061);

    private final int defaultPort;

    Transport(int defaultPort) {
        this.defaultPort = defaultPort;
    }

    /** Where it goes when a URI names none (RFC 3261, section 19.1.2). */
    public int defaultPort() {
        return defaultPort;
    }

    /** Whether it is a connection, which loses nothing on its way. */
    public boolean isStream() {
        return this != UDP;
    }

    /** As written in a URI parameter or a configuration file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #word()} wrote, in any case. */
    public static Transport of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "udp" -> UDP;
            case "tcp" -> TCP;
            case "tls" -> TLS;
            default -> throw new IllegalArgumentException(
                    "SIP transport is udp, tcp or tls, not '" + word + "'");
        };
    }
}
