package io.antiphon.sip.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.Transport;
import io.antiphon.sip.dns.Locator.Goal;
import io.antiphon.sip.dns.Locator.Place;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3263 by a real name server on loopback. */
class LocatorTest {

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1,
            NioIoHandler.newFactory());
    private final AtomicLong nowNs = new AtomicLong();
    private Set<Transport> spoken = EnumSet.allOf(Transport.class);
    private Zone zone;
    private NameServers names;

    @BeforeEach
    void start() {
        zone = new Zone();
        names = new NameServers(group.next(), nowNs::get, List.of(zone.address()));
    }

    @AfterEach
    void stop() {
        names.close();
        zone.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private String locate(NameServers asked, Goal goal) throws Exception {
        var locator = new Locator(asked, new Locator.Abilities() {
            @Override
            public boolean speaks(Transport transport) {
                return spoken.contains(transport);
            }

            @Override
            public boolean reaches(Transport transport, InetAddress address) {
                return address instanceof Inet4Address;
            }
        }, new Random(1));
        var outcome = new CompletableFuture<String>();
        group.next()
                .execute(() -> locator.locate(goal,
                        places -> outcome.complete(String.join(" ",
                                places.stream().map(LocatorTest::written).toList())),
                        outcome::complete));
        return outcome.get(20, TimeUnit.SECONDS);
    }

    private static String written(Place place) {
        return place.transport().word() + ":" + place.address().getHostString() + "/"
                + place.address().getAddress().getHostAddress() + ":" + place.address().getPort();
    }

    private String locate(String host, int port, String transport, boolean isSips)
            throws Exception {
        return locate(names, new Goal(host, port > 0 ? OptionalInt.of(port) : OptionalInt.empty(),
                transport.isEmpty() ? Optional.empty() : Optional.of(Transport.of(transport)),
                isSips));
    }

    /** What RFC 3263, section 4, says of a domain with NAPTR, SRV and A records of all kinds. */
    @ParameterizedTest
    @CsvSource({
            "192.0.2.9, 0, '', false, udp:192.0.2.9/192.0.2.9:5060",
            "192.0.2.9, 0, '', true, tls:192.0.2.9/192.0.2.9:5061",
            "192.0.2.9, 5070, tcp, false, tcp:192.0.2.9/192.0.2.9:5070",
            "full.example, 0, '', false, tcp:full.example/192.0.2.2:5080",
            "full.example, 0, '', true, tls:full.example/192.0.2.3:5081",
            "full.example, 0, udp, false, udp:full.example/192.0.2.1:5090",
            "full.example, 5070, '', false, udp:full.example/192.0.2.7:5070",
            "full.example, 5070, tcp, false, tcp:full.example/192.0.2.7:5070",
            "full.example, 5070, '', true, tls:full.example/192.0.2.7:5070",
            "services.example, 0, '', false, tcp:services.example/192.0.2.2:5082",
            "plain.example, 0, '', false, udp:plain.example/192.0.2.8:5060",
            "plain.example, 0, '', true, tls:plain.example/192.0.2.8:5061",
            "plain.example, 0, tcp, false, tcp:plain.example/192.0.2.8:5060",
            "nowhere.example, 0, '', false, unknown host nowhere.example",
            "six.example, 0, '', false, no address of six.example is of our kind",
            "closed.example, 0, udp, false, udp:closed.example/192.0.2.6:5060"
    })
    void aUriLeadsWhereTheRfcSays(String host, int port, String transport, boolean isSips,
            String expected) throws Exception {
        zone.naptr("full.example", 10, 20, "SIP+D2U", "_sip._udp.full.example")
                .naptr("full.example", 10, 10, "SIP+D2T", "_sip._tcp.full.example")
                .naptr("full.example", 20, 0, "SIPS+D2T", "_sips._tcp.full.example")
                .naptr("full.example", 1, 0, "E2U+SIP", "_sip._udp.full.example")
                .srv("_sip._udp.full.example", 1, 1, 5090, "one.example")
                .srv("_sip._tcp.full.example", 1, 1, 5080, "two.example")
                .srv("_sips._tcp.full.example", 1, 1, 5081, "three.example")
                .srv("_sip._tcp.services.example", 1, 1, 5082, "two.example")
                .srv("_sip._udp.closed.example", 1, 1, 0, ".")
                .host("one.example", "192.0.2.1")
                .host("two.example", "192.0.2.2")
                .host("three.example", "192.0.2.3")
                .host("full.example", "192.0.2.7")
                .host("plain.example", "192.0.2.8")
                .host("closed.example", "192.0.2.6")
                .host("six.example", "2001:db8::1");
        assertEquals(expected, locate(host, port, transport, isSips));
    }

    @Test
    void onlyWhatWeSpeakIsChosen() throws Exception {
        spoken = EnumSet.of(Transport.UDP);
        zone.naptr("pbx.example", 1, 1, "SIPS+D2T", "_sips._tcp.pbx.example")
                .naptr("pbx.example", 2, 1, "SIP+D2U", "_sip._udp.pbx.example")
                .srv("_sip._udp.pbx.example", 1, 1, 5090, "one.example")
                .host("one.example", "192.0.2.1");
        assertEquals("udp:pbx.example/192.0.2.1:5090", locate("pbx.example", 0, "", false));
    }

    /** A label that is too long once it is written in ASCII (RFC 5890) can be told, but not asked for. */
    @Test
    void aRecordThatLeadsToNoNameIsPassedOver() throws Exception {
        zone.naptr("pbx.example", 1, 1, "SIP+D2U", "_sip._udp." + "a".repeat(60) + "ü.example")
                .host("pbx.example", "192.0.2.1");
        assertEquals("udp:pbx.example/192.0.2.1:5060", locate("pbx.example", 0, "", false));
    }

    @Test
    void notEachOfThousandServersIsAskedFor() throws Exception {
        for (int i = 0; i < 40; i++) {
            zone.srv("_sip._udp.pbx.example", i, 1, 5060, "gone" + i + ".example");
        }
        assertEquals("none of the servers of pbx.example has an address",
                locate("pbx.example", 0, "udp", false));
        assertEquals(16, IntStream.range(0, 40)
                .mapToLong(i -> zone.timesAsked("A gone" + i + ".example"))
                .sum());
    }

    /** Whoever would forge an answer has to guess more than its number. */
    @Test
    void questionsComeFromManyPorts() throws Exception {
        for (int i = 0; i < 4; i++) {
            locate("host" + i + ".example", 5060, "udp", false);
        }
        assertTrue(zone.askers().size() > 1, zone.askers().toString());
    }

    @Test
    void serversComeByPriorityWithAllTheirAddresses() throws Exception {
        zone.srv("_sip._udp.pbx.example", 20, 1, 5062, "last.example")
                .srv("_sip._udp.pbx.example", 10, 1, 5061, "first.example")
                .srv("_sip._udp.pbx.example", 15, 1, 5063, "gone.example")
                .host("first.example", "192.0.2.1")
                .host("first.example", "192.0.2.2")
                .host("last.example", "192.0.2.3");
        assertEquals("udp:pbx.example/192.0.2.1:5061 udp:pbx.example/192.0.2.2:5061"
                + " udp:pbx.example/192.0.2.3:5062", locate("pbx.example", 0, "udp", false));
    }

    @Test
    void amongEqualsTheWeightsDecideHowOftenOneIsFirst() {
        var random = new Random(7);
        var servers = List.of(new Srv(1, 30, 1, "heavy"), new Srv(1, 10, 1, "light"),
                new Srv(1, 0, 1, "spare"), new Srv(2, 60_000, 1, "later"));
        var firsts = IntStream.range(0, 4_000)
                .mapToObj(_ -> Srv.inOrder(servers, random))
                .peek(order -> assertEquals("later", order.getLast().target()))
                .map(order -> order.getFirst().target())
                .toList();
        long heavy = firsts.stream().filter("heavy"::equals).count();
        long light = firsts.stream().filter("light"::equals).count();
        long spare = firsts.size() - heavy - light;
        assertTrue(heavy > 2.5 * light && light > 3 * spare && spare > 0,
                heavy + " " + light + " " + spare);
    }

    @Test
    void anAnswerIsRememberedAsLongAsItSays() throws Exception {
        zone.srv("_sip._udp.pbx.example", 60, 1, 1, 5090, "one.example")
                .host("one.example", "192.0.2.1");
        for (int seconds : new int[]{0, 59, 2}) {
            nowNs.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
            locate("pbx.example", 0, "udp", false);
        }
        assertEquals(2, zone.timesAsked("SRV _sip._udp.pbx.example"));
        assertEquals(1, zone.timesAsked("A one.example"));
    }

    @Test
    void aDeadNameServerIsToldAndTheNextIsAsked() throws Exception {
        zone.host("pbx.example", "192.0.2.1");
        try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var dead = new NameServers(group.next(), nowNs::get,
                        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(),
                                silent.getLocalPort())));
                var both = new NameServers(group.next(), nowNs::get,
                        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(),
                                silent.getLocalPort()), zone.address()))) {
            var goal = new Goal("pbx.example", OptionalInt.of(5060), Optional.empty(), false);
            assertEquals("no name server says where pbx.example is", locate(dead, goal));
            assertEquals("udp:pbx.example/192.0.2.1:5060", locate(both, goal));
        }
    }
}
