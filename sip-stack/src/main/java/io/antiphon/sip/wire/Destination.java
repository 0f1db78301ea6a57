package io.antiphon.sip.wire;

import io.antiphon.sip.IpLiteral;
import io.antiphon.sip.Transport;
import java.net.InetSocketAddress;
import javax.sip.address.Hop;

/**
 * Where a request goes.
 *
 * @param address carries the name that it was resolved from, for TLS to check the certificate against
 * @param isSips whether a sips: URI led here; our Contact is one then, too (RFC 3261, section 8.1.1.8)
 */
public record Destination(InetSocketAddress address, Transport transport,
        boolean isSips) implements Hop {

    public Destination {
        if (address.getAddress() == null) {
            throw new IllegalArgumentException("a destination is an address, not " + address);
        }
    }

    @Override
    public String getHost() {
        return IpLiteral.inUri(address.getAddress().getHostAddress());
    }

    @Override
    public int getPort() {
        return address.getPort();
    }

    @Override
    public String getTransport() {
        return transport.word();
    }
}
