package io.antiphon.sip;

import io.antiphon.sip.tls.TlsConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How messages travel.
 *
 * @param tls needed as soon as one address to listen on is for TLS
 * @param largeRequests by what a request over 1300 bytes goes that would otherwise go by UDP
 * @param nameServers who is asked for names; none means those of this machine
 * @param ping how often registrars and trunks are asked by OPTIONS whether they are there; never, if this is zero
 */
public record Carriage(Optional<TlsConfig> tls, Transport largeRequests,
        List<InetSocketAddress> nameServers, Duration ping) {

    private static final Duration SHORTEST_PING = Duration.ofSeconds(5);

    /** Without TLS or pings, in datagrams of any size, by the name servers of this machine. */
    public static final Carriage USUAL = new Carriage(Optional.empty(), Transport.UDP, List.of());

    public Carriage {
        nameServers = List.copyOf(nameServers);
        if (largeRequests == Transport.TLS) {
            throw new IllegalArgumentException("sip.large-requests is tcp or udp");
        }
        if (!ping.isZero() && ping.compareTo(SHORTEST_PING) < 0) {
            throw new IllegalArgumentException("sip.options-ping-seconds is "
                    + SHORTEST_PING.toSeconds() + " or more, or 0 for none; found "
                    + ping.toSeconds());
        }
    }

    /** Without pings. */
    public Carriage(Optional<TlsConfig> tls, Transport largeRequests,
            List<InetSocketAddress> nameServers) {
        this(tls, largeRequests, nameServers, Duration.ZERO);
    }

    /** The same with TLS. */
    public Carriage with(TlsConfig keys) {
        return new Carriage(Optional.of(keys), largeRequests, nameServers, ping);
    }

    /** The same with another time between pings. */
    public Carriage pinging(Duration other) {
        return new Carriage(tls, largeRequests, nameServers, other);
    }
}
