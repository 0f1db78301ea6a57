package io.antiphon.media.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The digest of a certificate, as SDP tells it (RFC 8122): who shows a certificate of this digest is the one who
 * wrote the SDP.
 *
 * @param hash as SDP names it, in lower case
 */
public record Fingerprint(String hash, List<Byte> digest) {

    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

    public Fingerprint {
        digest = List.copyOf(digest);
    }

    /** Reads {@code AB:CD:…}; what is not written so is refused. */
    public static Fingerprint of(String hash, String hex) {
        return of(hash.toLowerCase(Locale.ROOT), COLONS.parseHex(hex));
    }

    private static Fingerprint of(String hash, byte[] digest) {
        var boxed = new Byte[digest.length];
        Arrays.setAll(boxed, i -> digest[i]);
        return new Fingerprint(hash, List.of(boxed));
    }

    static Fingerprint of(byte[] certificate) {
        return of("sha-256", digest("sha-256", certificate));
    }

    boolean isOf(byte[] certificate) {
        return of(hash, digest(hash, certificate)).equals(this);
    }

    private static byte[] digest(String hash, byte[] certificate) {
        try {
            return MessageDigest.getInstance(hash.toUpperCase(Locale.ROOT)).digest(certificate);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("no such digest: " + hash, e);
        }
    }

    /** The bytes as SDP writes them. */
    public String hex() {
        var bytes = new byte[digest.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = digest.get(i);
        }
        return COLONS.formatHex(bytes);
    }
}
