package io.antiphon.sip.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Answers one challenge as often as its nonce lives, counting the answers (RFC 7616). Belongs to the sip
 * thread.
 */
public final class Digest {

    private final Challenge challenge;
    private final Credentials credentials;
    private final RandomGenerator random;
    private int count;

    public Digest(Challenge challenge, Credentials credentials, RandomGenerator random) {
        this.challenge = challenge;
        this.credentials = credentials;
        this.random = random;
    }

    /** The header in which the answer travels. */
    public String headerName() {
        return challenge.proxy() ? "Proxy-Authorization" : "Authorization";
    }

    /** The header's value for one request. */
    public String answer(String method, String uri) {
        count++;
        var cnonce = new byte[12];
        random.nextBytes(cnonce);
        return answer(method, uri, HexFormat.of().formatHex(cnonce));
    }

    String answer(String method, String uri, String cnonce) {
        String nc = HexFormat.of().toHexDigits(count);
        String response = response(challenge.algorithm(),
                credentials.user() + ":" + challenge.realm() + ":" + credentials.password(),
                challenge.qopAuth()
                        ? challenge.nonce() + ":" + nc + ":" + cnonce + ":auth"
                        : challenge.nonce(),
                method + ":" + uri);
        var value = new StringBuilder("Digest username=\"").append(quotable(credentials.user()))
                .append("\", realm=\"")
                .append(challenge.realm())
                .append("\", nonce=\"")
                .append(challenge.nonce())
                .append("\", uri=\"")
                .append(uri)
                .append("\", response=\"")
                .append(response)
                .append("\", algorithm=")
                .append(challenge.algorithm().word());
        if (challenge.qopAuth()) {
            value.append(", qop=auth, nc=")
                    .append(nc)
                    .append(", cnonce=\"")
                    .append(cnonce)
                    .append('"');
        }
        challenge.opaque()
                .ifPresent(opaque -> value.append(", opaque=\"").append(opaque).append('"'));
        return value.toString();
    }

    private static String quotable(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** RFC 7616, section 3.4.1: KD(H(A1), between, H(A2)). */
    static String response(Challenge.Algorithm algorithm, String a1, String between, String a2) {
        return hash(algorithm, hash(algorithm, a1) + ":" + between + ":" + hash(algorithm, a2));
    }

    private static String hash(Challenge.Algorithm algorithm, String text) {
        try {
            var digest = MessageDigest.getInstance(algorithm.word());
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
