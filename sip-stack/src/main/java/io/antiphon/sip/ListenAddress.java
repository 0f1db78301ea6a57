package io.antiphon.sip;

import java.util.regex.Pattern;

/**
 * Where SIP is heard, written {@code udp:0.0.0.0:5060}.
 *
 * @param host an IP address of this machine, or the wildcard {@code 0.0.0.0} or {@code ::}
 * @param port 0 lets the machine choose
 */
public record ListenAddress(Transport transport, String host, int port) {

    private static final Pattern WRITTEN = Pattern.compile("(\\w+):(.+):(\\d{1,5})");

    public ListenAddress {
        if (!IpLiteral.parse(host).isPresent()) {
            throw new IllegalArgumentException(
                    "SIP listens on an IP address, not on '" + host + "'");
        }
        host = IpLiteral.bare(host);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a SIP port is 0 to 65535, not " + port);
        }
    }

    /** Reads {@code transport:host:port}; an IPv6 host may stand in brackets. */
    public static ListenAddress parse(String written) {
        var matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a SIP listen address is written udp:0.0.0.0:5060, not '" + written + "'");
        }
        return new ListenAddress(Transport.of(matcher.group(1)), matcher.group(2),
                Integer.parseInt(matcher.group(3)));
    }

    @Override
    public String toString() {
        return transport.word() + ":" + IpLiteral.inUri(host) + ":" + port;
    }
}
