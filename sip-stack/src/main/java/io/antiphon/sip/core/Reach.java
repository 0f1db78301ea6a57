package io.antiphon.sip.core;

import io.antiphon.sip.IpLiteral;
import io.antiphon.sip.ListenAddress;
import io.antiphon.sip.SipConfig;
import io.antiphon.sip.Transport;
import io.antiphon.sip.dns.Locator;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Knows under which address and port this machine is reached. Immutable, any thread. */
final class Reach implements Locator.Abilities {

    private final Optional<String> advertised;
    private final List<ListenAddress> listening;

    Reach(SipConfig config, List<ListenAddress> listening) {
        this.advertised = config.advertisedAddress();
        this.listening = List.copyOf(listening);
    }

    List<ListenAddress> listening() {
        return listening;
    }

    /** The advertised address; else the one listened on; else the one that the route to the peer uses. */
    String localHostTowards(InetAddress peer) {
        return advertised.orElseGet(() -> listening.stream()
                .map(ListenAddress::host)
                .filter(host -> !isWildcard(host))
                .filter(host -> isOfOneKind(host, peer))
                .findFirst()
                .orElseGet(() -> routed(peer)));
    }

    Optional<Integer> port(Transport transport) {
        return listening.stream()
                .filter(address -> address.transport() == transport)
                .map(ListenAddress::port)
                .findFirst();
    }

    @Override
    public boolean speaks(Transport transport) {
        return port(transport).isPresent();
    }

    /** A socket of one kind of address sends to that kind; only :: is of both. */
    @Override
    public boolean reaches(Transport transport, InetAddress address) {
        return listening.stream()
                .filter(each -> each.transport() == transport)
                .flatMap(each -> IpLiteral.parse(each.host()).stream())
                .anyMatch(ours -> ours.getClass().equals(address.getClass())
                        || (ours instanceof Inet6Address && ours.isAnyLocalAddress()));
    }

    private static boolean isOfOneKind(String host, InetAddress peer) {
        return IpLiteral.parse(host)
                .filter(address -> address.getClass().equals(peer.getClass()))
                .isPresent();
    }

    private static boolean isWildcard(String host) {
        return IpLiteral.parse(host).map(InetAddress::isAnyLocalAddress).orElse(true);
    }

    /** Connecting a datagram socket sends nothing; it only asks the routing table. */
    private static String routed(InetAddress peer) {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(peer, 5060));
            var local = socket.getLocalAddress();
            return local.isAnyLocalAddress()
                    ? InetAddress.getLoopbackAddress().getHostAddress()
                    : local.getHostAddress();
        } catch (IOException | RuntimeException noRoute) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
    }
}
