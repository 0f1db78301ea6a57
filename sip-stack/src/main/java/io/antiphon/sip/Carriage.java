package io.antiphon.sip;

import io.antiphon.sip.tls.TlsConfig;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * How messages travel.
 *
 * @param tls needed as soon as one address to listen on is for TLS
 * @param largeRequests by what a request over 1300 bytes goes that would otherwise go by UDP
 * @param nameServers who is asked for names; none means those of this machine
 */
public record Carriage(Optional<TlsConfig> tls, Transport largeRequests,
        List<InetSocketAddress> nameServers) {

    /** Without TLS, in datagrams of any size, by the name servers of this machine. */
    public static final Carriage USUAL = new Carriage(Optional.empty(), Transport.UDP, List.of());

    public Carriage {
        nameServers = List.copyOf(nameServers);
        if (largeRequests == Transport.TLS) {
            throw new IllegalArgumentException("sip.large-requests is tcp or udp");
        }
    }

    /** The same with TLS. */
    public Carriage with(TlsConfig keys) {
        return new Carriage(Optional.of(keys), largeRequests, nameServers);
    }
}
