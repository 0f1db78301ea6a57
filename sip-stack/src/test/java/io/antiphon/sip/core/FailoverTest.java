package io.antiphon.sip.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.CallTarget;
import io.antiphon.sip.Carriage;
import io.antiphon.sip.SipConfig;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.SipEnd.Cause;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.account.RegistrationStatus;
import io.antiphon.sip.dns.Zone;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that a domain names in its SRV records, some of them down, and requests too large for UDP. */
class FailoverTest {

    private static final int HASTE = 20;
    private static final String SERVICE = "_sip._udp.pbx.example";

    private final Heard alice = new Heard();
    private Zone zone;
    private SipEndpoint endpoint;
    private RawPeer first;
    private RawPeer second;

    @BeforeEach
    void start() throws IOException {
        zone = new Zone();
        endpoint = endpoint(Transport.UDP);
        first = new RawPeer(Lab.port(endpoint, Transport.UDP));
        second = new RawPeer(Lab.port(endpoint, Transport.UDP));
        zone.srv(SERVICE, 1, 1, first.port(), "one.example")
                .srv(SERVICE, 2, 1, second.port(), "two.example")
                .host("one.example", "127.0.0.1")
                .host("two.example", "127.0.0.1");
    }

    private SipEndpoint endpoint(Transport largeRequests) throws IOException {
        var usual = Lab.config(Optional.empty(), "udp:127.0.0.1:0", "tcp:127.0.0.1:0");
        return Lab.start(_ -> {}, HASTE, new SipConfig(usual.listen(), usual.advertisedAddress(),
                usual.userAgent(), Duration.ofMinutes(2), usual.closeTimeout(),
                new Carriage(Optional.empty(), largeRequests, List.of(zone.address()))));
    }

    @AfterEach
    void stop() {
        endpoint.close();
        first.close();
        second.close();
        zone.close();
        assertEquals(0, Lab.count(endpoint, SipMeter.HANDLING_FAILED));
    }

    @Test
    void aServerThatSays503IsLeftForTheNext() throws Exception {
        endpoint.call(CallTarget.of("sip:bob@pbx.example", "alice"), Lab.offer(4000), alice);
        String invite = first.receive("INVITE sip:bob@pbx.example");
        first.answer(RawPeer.response(invite, "503 Service Unavailable", ""));
        first.receive("ACK");
        String again = second.receive("INVITE sip:bob@pbx.example");
        assertEquals(RawPeer.header(invite, "Call-ID"), RawPeer.header(again, "Call-ID"));
        second.answer(RawPeer.response(again, "486 Busy Here", ""));
        assertEquals(486, alice.end().status());
    }

    /** Calls somebody at the domain; what has to come is at whose turn it is. */
    private void calledAt(RawPeer server, String name, String status, String extra)
            throws Exception {
        var caller = new Heard();
        endpoint.call(CallTarget.of("sip:" + name + "@pbx.example", "alice"), Lab.offer(4000),
                caller);
        String invite = server.receive("INVITE sip:" + name + "@");
        server.answer(RawPeer.response(invite, status, extra));
        server.receive("ACK");
        if (!status.startsWith("503")) {
            assertEquals(Integer.parseInt(status.substring(0, 3)), caller.end().status());
        }
    }

    @Test
    void aServerThatWantsToBeLeftAloneIsLeftAloneByOtherCallsToo() throws Exception {
        calledAt(first, "one", "503 Service Unavailable", "Retry-After: 60\r\n");
        second.answer(RawPeer.response(second.receive("INVITE sip:one@"), "486 Busy Here", ""));
        second.receive("ACK");
        calledAt(second, "two", "486 Busy Here", "");
    }

    @Test
    void aServerThatOnlySays503IsTriedByTheNextCall() throws Exception {
        calledAt(first, "one", "503 Service Unavailable", "");
        second.answer(RawPeer.response(second.receive("INVITE"), "486 Busy Here", ""));
        calledAt(first, "two", "486 Busy Here", "");
    }

    @Test
    void whenToCallAgainIsToldWithTheEnd() throws Exception {
        endpoint.call(CallTarget.of("sip:bob@127.0.0.1:" + first.port(), "alice"),
                Lab.offer(4000), alice);
        first.answer(RawPeer.response(first.receive("INVITE"), "480 Temporarily Unavailable",
                "Retry-After: 120 (at lunch);duration=3600\r\n"));
        assertEquals(new SipEnd(Cause.REJECTED, 480, "Temporarily Unavailable",
                OptionalInt.empty(), OptionalInt.of(120)), alice.end());
    }

    @Test
    void aServerThatIsSilentIsLeftForTheNext() throws Exception {
        endpoint.call(CallTarget.of("sip:bob@pbx.example", "alice"), Lab.offer(4000), alice);
        first.receive("INVITE");
        second.answer(RawPeer.response(second.receive("INVITE"), "486 Busy Here", ""));
        assertEquals(486, alice.end().status());
    }

    @Test
    void theLastServersRefusalIsThatOfTheCall() throws Exception {
        endpoint.call(CallTarget.of("sip:bob@pbx.example", "alice"), Lab.offer(4000), alice);
        first.answer(RawPeer.response(first.receive("INVITE"), "503 Service Unavailable", ""));
        second.answer(RawPeer.response(second.receive("INVITE"), "503 Service Unavailable", ""));
        var end = alice.end();
        assertEquals(Cause.REJECTED, end.cause());
        assertEquals(503, end.status());
    }

    @Test
    void aRegistrationStaysWithTheServerThatAnswered() throws Exception {
        var changes = new LinkedBlockingQueue<RegistrationStatus>();
        endpoint.register(new Account("100", "sip:pbx.example", new Credentials("100", "secret"),
                Duration.ofMinutes(10)), (_, status) -> changes.add(status));
        first.receive("REGISTER sip:pbx.example");
        String second1 = second.receive("REGISTER sip:pbx.example");
        second.answer(RawPeer.response(second1, "401 Unauthorized",
                "WWW-Authenticate: Digest realm=\"pbx\",nonce=\"n\",algorithm=MD5,qop=\"auth\"\r\n"));
        String signed = second.receive("REGISTER");
        while (RawPeer.header(signed, "Authorization").isEmpty()) {
            signed = second.receive("REGISTER");
        }
        second.answer(RawPeer.response(signed, "200 OK", "Expires: 300\r\n"));
        var state = changes.poll(10, TimeUnit.SECONDS);
        assertEquals(RegistrationStatus.State.REGISTERED, state.state());
    }

    @Test
    void aCallToAnUnknownDomainSaysSo() throws Exception {
        endpoint.call(CallTarget.of("sip:bob@nowhere.example", "alice"), Lab.offer(4000), alice);
        assertEquals("unknown host nowhere.example", alice.end().reason());
    }

    private static CallTarget large(int port) {
        return new CallTarget("sip:bob@127.0.0.1:" + port, "alice", "", Optional.empty(),
                Optional.empty(), new CallTarget.Wishes(Optional.empty(), Optional.empty(),
                        Map.of("X-Long", "x".repeat(1_300))));
    }

    @Test
    void aRequestTooLargeForADatagramGoesByTcpAndSaysSo() throws Exception {
        var caller = endpoint(Transport.TCP);
        try (caller; var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            caller.call(large(door.getLocalPort()), Lab.offer(4000), alice);
            try (var peer = new StreamPeer(door.accept())) {
                String invite = peer.receive();
                assertTrue(RawPeer.header(invite, "Via").startsWith("SIP/2.0/TCP "), invite);
                peer.send(RawPeer.response(invite, "486 Busy Here", "").getBytes(UTF_8));
                assertTrue(peer.receive().startsWith("ACK "));
            }
            assertEquals(486, alice.end().status());
        }
    }

    @Test
    void aLargeRequestGoesByUdpWhereNobodyTakesItByTcp() throws Exception {
        try (var caller = endpoint(Transport.TCP);
                var peer = new RawPeer(Lab.port(caller, Transport.UDP))) {
            caller.call(large(peer.port()), Lab.offer(4000), alice);
            String invite = peer.receive("INVITE");
            assertTrue(RawPeer.header(invite, "Via").startsWith("SIP/2.0/UDP "), invite);
            peer.answer(RawPeer.response(invite, "486 Busy Here", ""));
            assertEquals(486, alice.end().status());
        }
    }

    @Test
    void aLargeRequestStaysADatagramUnlessToldOtherwise() throws Exception {
        endpoint.call(large(first.port()), Lab.offer(4000), alice);
        String invite = first.receive("INVITE");
        assertTrue(invite.length() > 1_300, invite);
        first.answer(RawPeer.response(invite, "486 Busy Here", ""));
        assertEquals(486, alice.end().status());
        assertEquals(0, Lab.count(endpoint, SipMeter.CONNECTIONS_OPENED));
    }

    @Test
    void aDeadNameServerHoldsNothingUp() throws Exception {
        var nobody = new RawPeer(0);
        var usual = Lab.config(Optional.empty(), "udp:127.0.0.1:0");
        var lost = Lab.start(_ -> {}, HASTE, new SipConfig(usual.listen(),
                usual.advertisedAddress(), usual.userAgent(), Duration.ofMinutes(2),
                usual.closeTimeout(), new Carriage(Optional.empty(), Transport.UDP,
                        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(),
                                nobody.port())))));
        try (nobody; lost) {
            lost.call(CallTarget.of("sip:bob@pbx.example", "alice"), Lab.offer(4000), alice);
            // While the name server is still being waited for, everything else goes on.
            nobody.receive();
            var other = new Heard();
            try (var peer = new RawPeer(Lab.port(lost, Transport.UDP))) {
                lost.call(CallTarget.of("sip:bob@127.0.0.1:" + peer.port(), "alice"),
                        Lab.offer(4000), other);
                peer.answer(RawPeer.response(peer.receive("INVITE"), "486 Busy Here", ""));
                assertEquals(486, other.end().status());
                assertTrue(alice.isSilent());
            }
        }
    }
}
