package io.antiphon.sip.trunk;

import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line for each request that somebody was not entitled to, in a form that fail2ban reads (see
 * {@code packaging/fail2ban}). Any thread.
 *
 * <p>What the peer made up comes last, quoted, and as ASCII without control characters, so that it can neither
 * end the line nor look like the rest of it.
 */
public final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger("io.antiphon.security");
    private static final int MOST_CHARS = 64;

    private Refusals() {}

    /** Somebody was turned away. The user is who they say they are, or whom they asked for. */
    public static void log(InetSocketAddress source, String transport, String method, String reason,
            String user) {
        LOG.warn(line(source, transport, method, reason, user));
    }

    static String line(InetSocketAddress source, String transport, String method, String reason,
            String user) {
        return "refused: source=" + source.getAddress().getHostAddress() + " port="
                + source.getPort() + " transport=" + transport + " reason=" + reason + " method=\""
                + plain(method) + "\" user=\"" + plain(user) + "\"";
    }

    /** Escapes everything but printable ASCII, and what ends a quotation. */
    private static String plain(String text) {
        var plain = new StringBuilder();
        text.chars().limit(MOST_CHARS).forEach(c -> {
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                plain.append(String.format("\\u%04x", c));
            } else {
                plain.append((char) c);
            }
        });
        return plain.toString();
    }
}
