package io.antiphon.sip;

import java.net.InetAddress;
import java.util.Optional;

/** Reads IP addresses without ever asking a name server. */
public final class IpLiteral {

    private IpLiteral() {}

    /** The address, if the text is one; brackets around IPv6 are taken off. */
    public static Optional<InetAddress> parse(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(bare(host)));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Without brackets, as it stands in SDP. */
    public static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }

    /** As it stands in a URI: IPv6 in brackets. */
    public static String inUri(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
