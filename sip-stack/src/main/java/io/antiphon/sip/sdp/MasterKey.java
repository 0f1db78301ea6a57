package io.antiphon.sip.sdp;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A master key with its salt behind it, as an a=crypto line carries it. Immutable; whatever prints it, or a
 * description that holds it, prints no key.
 */
public final class MasterKey {

    private final byte[] bytes;

    private MasterKey(byte[] bytes) {
        this.bytes = bytes;
    }

    static MasterKey drawn(CryptoSuite suite, RandomGenerator random) {
        var bytes = new byte[suite.masterBytes()];
        random.nextBytes(bytes);
        return new MasterKey(bytes);
    }

    /** Empty if it is no base64, or not of the suite's length. */
    static Optional<MasterKey> read(CryptoSuite suite, String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return bytes.length == suite.masterBytes()
                    ? Optional.of(new MasterKey(bytes))
                    : Optional.empty();
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** A copy of key and salt. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MasterKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "***";
    }
}
