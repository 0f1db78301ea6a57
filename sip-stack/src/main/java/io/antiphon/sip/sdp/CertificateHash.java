package io.antiphon.sip.sdp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The fingerprint of a certificate (RFC 8122).
 *
 * @param hash {@code sha-256}, {@code sha-384} or {@code sha-512}
 * @param hex the digest's bytes in upper case with colons between them
 */
public record CertificateHash(String hash, String hex) {

    /** Reads what stands behind {@code a=fingerprint:}; empty where it is of a kind that nobody should trust. */
    static Optional<CertificateHash> read(String value) {
        List<String> words = SdpParser.words(value);
        if (words.size() != 2) {
            return Optional.empty();
        }
        String hash = words.get(0).toLowerCase(Locale.ROOT);
        String hex = words.get(1).toUpperCase(Locale.ROOT);
        int bytes = switch (hash) {
            case "sha-256" -> 32;
            case "sha-384" -> 48;
            case "sha-512" -> 64;
            default -> 0;
        };
        return hex.length() == 3 * bytes - 1 && hex.matches("[0-9A-F]{2}(:[0-9A-F]{2})*")
                ? Optional.of(new CertificateHash(hash, hex))
                : Optional.empty();
    }

    String write() {
        return hash + " " + hex;
    }
}
