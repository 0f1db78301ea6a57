package io.antiphon.sip;

import java.util.Locale;

/** How SIP messages travel. */
public enum Transport {
    UDP,
    TCP;

    /** As written in a URI parameter or a configuration file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #word()} wrote, in any case. */
    public static Transport of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "udp" -> UDP;
            case "tcp" -> TCP;
            default -> throw new IllegalArgumentException(
                    "SIP transport is udp or tcp, not '" + word + "'");
        };
    }
}
