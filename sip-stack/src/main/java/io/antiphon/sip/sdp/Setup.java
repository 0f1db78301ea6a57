package io.antiphon.sip.sdp;

import java.util.Locale;
import java.util.Optional;

/** Who begins a handshake (RFC 4145), seen by whoever wrote it. */
enum Setup {
    /** The other side may choose. */
    ACTPASS,
    ACTIVE,
    PASSIVE;

    /** Empty for {@code holdconn}, which means that nobody does. */
    static Optional<Setup> named(String word) {
        for (var setup : values()) {
            if (setup.word().equals(word.toLowerCase(Locale.ROOT))) {
                return Optional.of(setup);
            }
        }
        return Optional.empty();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
