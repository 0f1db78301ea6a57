package io.antiphon.sip.sdp;

import java.util.Optional;

/**
 * The suites of a=crypto lines that we speak: RFC 4568 (6.2), RFC 6188 and RFC 7714. The constants are called as
 * they are written.
 */
public enum CryptoSuite {
    AES_CM_128_HMAC_SHA1_80(30),
    AES_CM_128_HMAC_SHA1_32(30),
    AES_256_CM_HMAC_SHA1_80(46),
    AES_256_CM_HMAC_SHA1_32(46),
    AEAD_AES_128_GCM(28),
    AEAD_AES_256_GCM(44);

    private final int masterBytes;

    CryptoSuite(int masterBytes) {
        this.masterBytes = masterBytes;
    }

    /** Of master key and salt together. */
    int masterBytes() {
        return masterBytes;
    }

    static Optional<CryptoSuite> named(String name) {
        for (var suite : values()) {
            if (suite.name().equals(name)) {
                return Optional.of(suite);
            }
        }
        return Optional.empty();
    }
}
