package io.antiphon.sip.tls;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Who we are in TLS, and whom we believe. All files are PEM.
 *
 * @param certificate our certificate first, then those between it and the root
 * @param key its private key, PKCS #8 without a password
 * @param authorities the roots that we believe; nothing means those of the Java runtime
 * @param clientCertificates what is asked of whoever connects to us
 */
public record TlsConfig(Path certificate, Path key, Optional<Path> authorities,
        ClientCertificates clientCertificates) {

    /** What is asked of whoever connects to us. */
    public enum ClientCertificates {
        /** Nothing. */
        NONE,
        /** A certificate of one of the authorities; without it there is no connection. */
        REQUIRED;

        /** As written in a configuration file. */
        public static ClientCertificates of(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "none" -> NONE;
                case "required" -> REQUIRED;
                default -> throw new IllegalArgumentException(
                        "client certificates are none or required, not '" + word + "'");
            };
        }
    }
}
