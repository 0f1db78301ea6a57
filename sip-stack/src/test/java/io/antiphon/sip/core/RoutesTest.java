package io.antiphon.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.CallTarget;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.account.RegistrationStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ways of an account: its outbound proxy, its registrar's service route, and a NAT in between. */
class RoutesTest {

    private static final Credentials OURS = new Credentials("100", "secret");

    private final LinkedBlockingQueue<RegistrationStatus> changes = new LinkedBlockingQueue<>();
    private final Heard alice = new Heard();
    private SipEndpoint endpoint;
    private RawPeer proxy;

    @BeforeEach
    void start() throws IOException {
        endpoint = Lab.start(_ -> {});
        proxy = new RawPeer(Lab.port(endpoint, Transport.UDP));
    }

    @AfterEach
    void stop() {
        var closing = Thread.ofVirtual().start(endpoint::close);
        proxy.close();
        try {
            closing.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertEquals(0, Lab.count(endpoint, SipMeter.HANDLING_FAILED));
    }

    private void register(Optional<String> by, String registrar) {
        endpoint.register(new Account("100", registrar, OURS, Duration.ofMinutes(10), by),
                (_, status) -> changes.add(status));
    }

    private void awaitRegistered() throws InterruptedException {
        var change = changes.poll(10, TimeUnit.SECONDS);
        assertEquals(RegistrationStatus.State.REGISTERED, change.state());
    }

    private static CallTarget by(Credentials who, String uri) {
        return new CallTarget(uri, "100", "", Optional.of(who), Optional.empty());
    }

    @Test
    void aRegistrationGoesByTheOutboundProxyAndCallsOfTheAccountByTheServiceRouteToo()
            throws Exception {
        String via = "sip:127.0.0.1:" + proxy.port();
        register(Optional.of(via), "sip:registrar.example");
        String register = proxy.receive("REGISTER sip:registrar.example ");
        assertEquals("<" + via + ";lr>", RawPeer.header(register, "Route"));
        assertEquals("path", RawPeer.header(register, "Supported"));
        proxy.answer(RawPeer.response(register, "200 OK",
                """
                        Service-Route: <sip:edge.example;lr>, <sip:core.example;lr>\r
                        Path: <sip:edge.example;lr>\r
                        Expires: 300\r
                        """));
        awaitRegistered();
        endpoint.call(by(OURS, "sip:bob@elsewhere.example"), Lab.offer(4000), alice);
        String invite = proxy.receive("INVITE sip:bob@elsewhere.example ");
        assertEquals(
                "<" + via + ";lr>,<sip:edge.example;lr>,<sip:core.example;lr>",
                String.join(",", invite.lines()
                        .filter(line -> line.startsWith("Route:"))
                        .map(line -> line.substring(7))
                        .toList()));
        proxy.answer(RawPeer.response(invite, "486 Busy Here", ""));
        String ack = proxy.receive("ACK");
        assertTrue(ack.contains("Route: <" + via + ";lr>"), ack);
        assertEquals(486, alice.end().status());
    }

    @Test
    void aProxyThatNamesItselfIsPassedOnce() throws Exception {
        String via = "sip:127.0.0.1:" + proxy.port();
        register(Optional.of(via), "sip:registrar.example");
        proxy.answer(RawPeer.response(proxy.receive("REGISTER"), "200 OK",
                "Service-Route: <" + via + ";lr;mark=1>\r\nExpires: 300\r\n"));
        awaitRegistered();
        endpoint.call(by(OURS, "sip:bob@elsewhere.example"), Lab.offer(4000), alice);
        String invite = proxy.receive("INVITE");
        assertEquals("<" + via + ";lr;mark=1>", RawPeer.header(invite, "Route"));
        proxy.answer(RawPeer.response(invite, "486 Busy Here", ""));
        alice.end();
    }

    @Test
    void callsOfNobodyOrOfOthersGoTheirOwnWay() throws Exception {
        register(Optional.of("sip:127.0.0.1:" + proxy.port()), "sip:registrar.example");
        proxy.answer(RawPeer.response(proxy.receive("REGISTER"), "200 OK", "Expires: 300\r\n"));
        awaitRegistered();
        try (var other = new RawPeer(Lab.port(endpoint, Transport.UDP))) {
            endpoint.call(by(new Credentials("200", "other"), "sip:bob@127.0.0.1:" + other.port()),
                    Lab.offer(4000), alice);
            String invite = other.receive("INVITE");
            assertEquals("", RawPeer.header(invite, "Route"));
            other.answer(RawPeer.response(invite, "486 Busy Here", ""));
            assertEquals(486, alice.end().status());
        }
    }

    private static String seenAs(String response, String seen) {
        return response.replaceFirst(";rport", seen);
    }

    @Test
    void anAddressThatANatHasChangedIsRegisteredInsteadOfTheOld() throws Exception {
        register(Optional.empty(), "sip:127.0.0.1:" + proxy.port());
        String first = proxy.receive("REGISTER");
        String before = RawPeer.header(first, "Contact");
        proxy.answer(seenAs(RawPeer.response(first, "200 OK", "Expires: 300\r\n"),
                ";rport=40001;received=192.0.2.77"));
        String second = proxy.receive("REGISTER");
        assertEquals("<sip:100@192.0.2.77:40001>," + before + ";expires=0",
                String.join(",", second.lines()
                        .filter(line -> line.startsWith("Contact:"))
                        .map(line -> line.substring(9))
                        .toList()));
        // Another port once more: that is for the next time, not for at once.
        proxy.answer(seenAs(RawPeer.response(second, "200 OK", "Expires: 300\r\n"),
                ";rport=40002;received=192.0.2.77"));
        assertTrue(proxy.receiveWithin(500).isEmpty());
    }

    @Test
    void aChallengedRegistrationSaysAtOnceWhatTheRegistrarSaw() throws Exception {
        register(Optional.empty(), "sip:127.0.0.1:" + proxy.port());
        proxy.answer(seenAs(RawPeer.response(proxy.receive("REGISTER"), "401 Unauthorized",
                "WWW-Authenticate: Digest realm=\"pbx\",nonce=\"n\",algorithm=MD5\r\n"),
                ";rport=40001;received=192.0.2.77"));
        String signed = proxy.receive("REGISTER");
        assertEquals("<sip:100@192.0.2.77:40001>", RawPeer.header(signed, "Contact"));
        proxy.answer(seenAs(RawPeer.response(signed, "200 OK", "Expires: 300\r\n"),
                ";rport=40001;received=192.0.2.77"));
        awaitRegistered();
        assertTrue(proxy.receiveWithin(500).isEmpty());
    }
}
