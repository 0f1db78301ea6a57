package io.antiphon.server.admin;

import com.sun.net.httpserver.Headers;
import io.antiphon.sip.IpLiteral;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask: whoever brings the token, where there is one. Where there is none the server is on loopback, and
 * a web page must not be able to ask in its visitor's name: a name in Host may lead anywhere (DNS rebinding), so
 * only an address or localhost is taken, and nothing with an Origin.
 *
 * @param openMetrics whether what is counted is shown to all who reach the address
 */
public record Gatekeeper(Optional<String> token, boolean openMetrics) {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    void admit(String path, Headers headers) throws Problem {
        if (openMetrics && path.equals(Resources.METRICS)) {
            return;
        }
        if (token.isPresent()) {
            requireToken(headers, token.get());
        } else if (headers.containsKey("Origin") || !isHere(headers.getFirst("Host"))) {
            throw new Problem(FORBIDDEN, "", "without api.token-file only programs on this machine"
                    + " may ask, by address: Host: 127.0.0.1, and no Origin");
        }
    }

    private static void requireToken(Headers headers, String token) throws Problem {
        String given = Optional.ofNullable(headers.getFirst("Authorization")).orElse("");
        // In constant time, so that nobody guesses it letter by letter.
        if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8),
                ("Bearer " + token).getBytes(StandardCharsets.UTF_8))) {
            throw new Problem(UNAUTHORIZED, "", "expected the header Authorization: Bearer TOKEN,"
                    + " with what stands in api.token-file");
        }
    }

    private static boolean isHere(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String bare = host.replaceFirst(":\\d{1,5}$", "").replaceAll("^\\[|]$", "");
        return bare.equalsIgnoreCase("localhost")
                || IpLiteral.parse(bare).filter(InetAddress::isLoopbackAddress).isPresent();
    }
}
