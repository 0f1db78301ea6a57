package io.antiphon.sip.account;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One digest challenge (RFC 7616, section 3.3), from a WWW-Authenticate or Proxy-Authenticate header.
 *
 * @param proxy whether a proxy asks, which is answered in another header
 * @param stale whether the nonce was too old and nothing else was wrong
 * @param qopAuth whether {@code qop=auth} is offered; without any qop the old RFC 2069 answer is given
 */
public record Challenge(boolean proxy, Algorithm algorithm, String realm, String nonce,
        Optional<String> opaque,
        boolean stale, boolean qopAuth) {

    private static final int MAX_CHARS = 4_096;

    /** What is hashed with what, the stronger later. */
    public enum Algorithm {
        MD5("MD5"),
        SHA256("SHA-256");

        private final String word;

        Algorithm(String word) {
            this.word = word;
        }

        /** As written in headers, and as Java knows it. */
        public String word() {
            return word;
        }
    }

    /** The strongest challenge that we can answer, the first of equals (RFC 8760, section 2.4). */
    public static Optional<Challenge> strongest(List<Challenge> challenges) {
        Optional<Challenge> best = Optional.empty();
        for (var challenge : challenges) {
            if (best.isEmpty() || challenge.algorithm.compareTo(best.get().algorithm) > 0) {
                best = Optional.of(challenge);
            }
        }
        return best;
    }

    /** Reads the header's value; empty for anything that we cannot answer. */
    public static Optional<Challenge> parse(String value, boolean proxy) {
        String trimmed = value.strip();
        if (trimmed.length() > MAX_CHARS || !trimmed.regionMatches(true, 0, "Digest ", 0, 7)) {
            return Optional.empty();
        }
        Map<String, String> parameters = parameters(trimmed.substring(7));
        var algorithm = algorithm(parameters.getOrDefault("algorithm", "MD5"));
        var realm = Optional.ofNullable(parameters.get("realm"));
        var nonce = Optional.ofNullable(parameters.get("nonce"));
        var qop = Optional.ofNullable(parameters.get("qop"));
        boolean auth = qop.isPresent() && tokens(qop.get()).contains("auth");
        if (algorithm.isEmpty() || realm.isEmpty() || nonce.isEmpty()
                || (qop.isPresent() && !auth)) {
            return Optional.empty();
        }
        return Optional.of(new Challenge(proxy, algorithm.get(), realm.get(), nonce.get(),
                Optional.ofNullable(parameters.get("opaque")),
                "true".equalsIgnoreCase(parameters.get("stale")), auth));
    }

    static Optional<Algorithm> algorithm(String word) {
        for (var algorithm : Algorithm.values()) {
            if (algorithm.word.equalsIgnoreCase(word)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    private static List<String> tokens(String list) {
        var tokens = new ArrayList<String>();
        for (int start = 0; start <= list.length();) {
            int comma = list.indexOf(',', start);
            int end = comma < 0 ? list.length() : comma;
            tokens.add(list.substring(start, end).strip().toLowerCase(Locale.ROOT));
            start = end + 1;
        }
        return tokens;
    }

    /** {@code name=value, name="quoted, value"}; backslashes in quotes stay, for they are hashed as they stand. */
    static Map<String, String> parameters(String text) {
        var parameters = new HashMap<String, String>();
        int at = 0;
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            String name = text.substring(at, equals)
                    .replace(',', ' ')
                    .strip()
                    .toLowerCase(Locale.ROOT);
            int start = equals + 1;
            while (start < text.length() && text.charAt(start) == ' ') {
                start++;
            }
            boolean quoted = start < text.length() && text.charAt(start) == '"';
            int end = quoted ? endOfQuoted(text, start + 1) : endOfToken(text, start);
            parameters.putIfAbsent(name, text.substring(quoted ? start + 1 : start, end).strip());
            at = end + 1;
        }
        return parameters;
    }

    private static int endOfToken(String text, int from) {
        int comma = text.indexOf(',', from);
        return comma < 0 ? text.length() : comma;
    }

    private static int endOfQuoted(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                return i;
            }
        }
        return text.length();
    }
}
