package io.antiphon.sip.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;

/**
 * What a peer says to prove who it is: the value of an Authorization header (RFC 7616, section 3.4), with
 * {@code qop=auth}. Prints without the proof.
 *
 * @param uri the request URI that it was made for, as the peer wrote it
 * @param count how many requests it has signed with this nonce, {@code nc}
 */
public record Claim(String user, String realm, String nonce, String uri, String response,
        Challenge.Algorithm algorithm, String cnonce, String nc, long count) {

    private static final String SCHEME = "Digest ";
    private static final int MAX_CHARS = 4_096;

    /** Whether the header is of this kind at all; a scheme that nobody knows proves nothing and harms nobody. */
    public static boolean isDigest(String value) {
        return value.strip().regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** Reads the header's value; empty for anything that proves nothing here. */
    public static Optional<Claim> parse(String value) {
        if (!isDigest(value) || value.length() > MAX_CHARS) {
            return Optional.empty();
        }
        var found = Challenge.parameters(value.strip().substring(SCHEME.length()));
        var algorithm = Challenge.algorithm(found.getOrDefault("algorithm", "MD5"));
        String nc = found.getOrDefault("nc", "");
        boolean whole = found.containsKey("username") && found.containsKey("realm")
                && found.containsKey("nonce") && found.containsKey("uri")
                && found.containsKey("response") && found.containsKey("cnonce");
        if (!whole || algorithm.isEmpty() || !nc.matches("[0-9a-fA-F]{8}")
                || !"auth".equalsIgnoreCase(found.get("qop"))) {
            return Optional.empty();
        }
        return Optional.of(new Claim(found.getOrDefault("username", "").replaceAll("\\\\(.)", "$1"),
                found.getOrDefault("realm", ""), found.getOrDefault("nonce", ""),
                found.getOrDefault("uri", ""), found.getOrDefault("response", ""),
                algorithm.get(), found.getOrDefault("cnonce", ""), nc, Long.parseLong(nc, 16)));
    }

    /** Whether whoever made this knows the password. Takes as long for a right proof as for a wrong one. */
    public boolean isProvenBy(String password, String method) {
        String expected = Digest.response(algorithm, user + ":" + realm + ":" + password,
                nonce + ":" + nc + ":" + cnonce + ":auth", method + ":" + uri);
        return MessageDigest.isEqual(expected.getBytes(UTF_8),
                response.toLowerCase(Locale.ROOT).getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "Claim[user=" + user + ", algorithm=" + algorithm.word() + "]";
    }
}
