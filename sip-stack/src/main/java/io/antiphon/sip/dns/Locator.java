package io.antiphon.sip.dns;

import io.antiphon.sip.IpLiteral;
import io.antiphon.sip.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Finds out where a SIP URI leads (RFC 3263, section 4). Belongs to the sip thread; so are all outcomes. */
public final class Locator {

    /** More than that nobody waits for. */
    private static final int MOST = 8;
    /** Of the servers of a service, so many have their addresses looked up. */
    private static final int MOST_ASKED = 2 * MOST;

    private final NameServers names;
    private final Abilities abilities;
    private final RandomGenerator random;

    /** What of a URI matters for the way. */
    public record Goal(String host, OptionalInt port, Optional<Transport> transport,
            boolean isSips) {}

    /** One place to try. The address carries the name of the URI, whatever names led to it. */
    public record Place(InetSocketAddress address, Transport transport) {}

    /** What we can do. */
    public interface Abilities {

        boolean speaks(Transport transport);

        /** Whether our socket of this transport sends to such an address. */
        boolean reaches(Transport transport, InetAddress address);
    }

    public Locator(NameServers names, Abilities abilities, RandomGenerator random) {
        this.names = names;
        this.abilities = abilities;
        this.random = random;
    }

    /** At least one place, the best first; or why there is none. A URI with an address is found at once. */
    public void locate(Goal goal, Consumer<List<Place>> found, Consumer<String> failed) {
        var search = new Search(goal, found, failed);
        var literal = IpLiteral.parse(goal.host());
        var transport = goal.transport()
                .or(() -> goal.isSips()
                        ? Optional.of(Transport.TLS)
                        : Optional.empty());
        if (literal.isPresent()) {
            var way = transport.orElse(Transport.UDP);
            found.accept(List.of(new Place(new InetSocketAddress(literal.get(),
                    goal.port().orElse(way.defaultPort())), way)));
        } else if (goal.port().isPresent()) {
            search.addresses(transport.orElse(Transport.UDP), goal.port().getAsInt());
        } else if (goal.transport().isPresent()) {
            search.services(List.of(Service.of(goal.host(), goal.transport().get())));
        } else {
            search.wishes();
        }
    }

    /** SRV records to ask for, and what they are about. */
    private record Service(String name, Transport transport) {

        static Service of(String host, Transport transport) {
            return new Service(switch (transport) {
                case UDP -> "_sip._udp.";
                case TCP -> "_sip._tcp.";
                case TLS -> "_sips._tcp.";
            } + host, transport);
        }
    }

    /** One URI being looked for. */
    private final class Search {

        private final Goal goal;
        private final Consumer<List<Place>> found;
        private final Consumer<String> failed;

        Search(Goal goal, Consumer<List<Place>> found, Consumer<String> failed) {
            this.goal = goal;
            this.found = found;
            this.failed = failed;
        }

        /** What the domain wants; where it says nothing, what we want. */
        void wishes() {
            names.naptr(goal.host(), records -> {
                var services = new ArrayList<Service>();
                records.stream()
                        .sorted(Naptr.BEST_FIRST)
                        .forEach(record -> record.transport()
                                .filter(this::suits)
                                .ifPresent(transport -> services
                                        .add(new Service(
                                                record.replacement().replaceAll("\\.$", ""),
                                                transport))));
                services(services.isEmpty()
                        ? Stream.of(Transport.values())
                                // TLS without being asked for would be refused more often than not.
                                .filter(each -> goal.isSips() == (each == Transport.TLS))
                                .filter(this::suits)
                                .map(each -> Service.of(goal.host(), each))
                                .toList()
                        : services);
            });
        }

        private boolean suits(Transport transport) {
            return abilities.speaks(transport) && (!goal.isSips() || transport == Transport.TLS);
        }

        /** The first service that has servers; without any, the host itself. */
        void services(List<Service> services) {
            if (services.isEmpty()) {
                addresses(goal.isSips() ? Transport.TLS : Transport.UDP, 0);
                return;
            }
            var service = services.getFirst();
            names.srv(service.name(), records -> {
                // A zone may list thousands without an address, each of which would be asked for.
                var all = Srv.inOrder(records, random);
                var servers = all.subList(0, Math.min(MOST_ASKED, all.size()));
                if (!servers.isEmpty()) {
                    servers(servers, service.transport(), new ArrayList<>());
                } else if (services.size() > 1) {
                    services(services.subList(1, services.size()));
                } else {
                    addresses(goal.transport()
                            .orElse(goal.isSips() ? Transport.TLS : Transport.UDP), 0);
                }
            });
        }

        private void servers(List<Srv> servers, Transport transport, List<Place> so) {
            if (servers.isEmpty() || so.size() >= MOST) {
                finish(so, "none of the servers of " + goal.host() + " has an address");
                return;
            }
            var server = servers.getFirst();
            var rest = servers.subList(1, servers.size());
            names.addresses(server.target(), addresses -> {
                so.addAll(places(addresses, transport, server.port()));
                servers(rest, transport, so);
            }, _ -> servers(rest, transport, so));
        }

        /** The host without any service records; port 0 means the usual one. */
        void addresses(Transport transport, int port) {
            names.addresses(goal.host(),
                    addresses -> finish(places(addresses, transport,
                            port > 0 ? port : transport.defaultPort()),
                            "no address of " + goal.host() + " is of our kind"),
                    failed);
        }

        private void finish(List<Place> places, String otherwise) {
            if (places.isEmpty()) {
                failed.accept(otherwise);
            } else {
                found.accept(List.copyOf(places.subList(0, Math.min(MOST, places.size()))));
            }
        }

        private List<Place> places(List<InetAddress> addresses, Transport transport, int port) {
            return addresses.stream()
                    .filter(address -> abilities.reaches(transport, address))
                    .map(address -> new Place(new InetSocketAddress(named(address), port),
                            transport))
                    .toList();
        }

        private InetAddress named(InetAddress address) {
            try {
                return InetAddress.getByAddress(goal.host(), address.getAddress());
            } catch (UnknownHostException ofWrongLength) {
                throw new IllegalStateException(ofWrongLength);
            }
        }
    }
}
