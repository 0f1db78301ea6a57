package io.antiphon.sip.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.CallTarget;
import io.antiphon.sip.SipEnd.Cause;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.account.RegistrationStatus;
import io.antiphon.sip.tls.TlsConfig;
import io.netty.pkitesting.X509Bundle;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two endpoints and peers by hand, over real TLS sockets on loopback. */
class TlsTest {

    @TempDir
    private Path folder;

    private final Heard alice = new Heard();
    private final Heard bob = new Heard();
    private final Lab.Callers callers = new Lab.Callers(bob);
    private final List<SipEndpoint> endpoints = new ArrayList<>();
    private Pki pki;

    @BeforeEach
    void issue() throws Exception {
        pki = new Pki(folder);
    }

    @AfterEach
    void stop() {
        for (var endpoint : endpoints) {
            endpoint.close();
            assertEquals(0, Lab.count(endpoint, SipMeter.HANDLING_FAILED));
        }
    }

    private SipEndpoint endpoint(TlsConfig tls) throws IOException {
        var endpoint = Lab.start(callers, 20,
                Lab.config(Optional.of(tls), "udp:127.0.0.1:0", "tls:127.0.0.1:0"));
        endpoints.add(endpoint);
        return endpoint;
    }

    private static CallTarget target(String scheme, int port) {
        return CallTarget.of(
                scheme + ":bob@localhost:" + port
                        + (scheme.equals("sip") ? ";transport=tls" : ""),
                "alice");
    }

    private static CallTarget target(SipEndpoint endpoint) {
        return target("sip", Lab.port(endpoint, Transport.TLS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip", "sips"})
    void aCallGoesUpAndDownOverOneConnection(String scheme) throws Exception {
        var called = endpoint(pki.localhost());
        var caller = endpoint(pki.localhost());
        caller.call(target(scheme, Lab.port(called, Transport.TLS)), Lab.offer(4000), alice);
        var in = callers.next();
        in.accept(Lab.offer(4002));
        alice.session("answered");
        bob.session("established");
        in.hangUp();
        assertEquals(Cause.HANGUP_REMOTE, alice.end().cause());
        assertEquals(Cause.HANGUP_LOCAL, bob.end().cause());
        // The BYE came back on the connection that the caller had opened.
        assertEquals(1, Lab.count(called, SipMeter.CONNECTIONS_OPENED));
        assertEquals(1, Lab.count(caller, SipMeter.CONNECTIONS_OPENED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip", "sips"})
    void whatWeSayOfOurselvesIsOfTls(String scheme) throws Exception {
        var caller = endpoint(pki.localhost());
        try (var door = Pki.serverSocket(pki.certificate("localhost"))) {
            caller.call(target(scheme, door.getLocalPort()), Lab.offer(4000), alice);
            try (var peer = new StreamPeer(door.accept())) {
                String invite = peer.receive();
                int port = Lab.port(caller, Transport.TLS);
                assertTrue(RawPeer.header(invite, "Via")
                        .startsWith("SIP/2.0/TLS 127.0.0.1:" + port), invite);
                assertEquals(scheme.equals("sips")
                        ? "<sips:alice@127.0.0.1:" + port + ">"
                        : "<sip:alice@127.0.0.1:" + port + ";transport=tls>",
                        RawPeer.header(invite, "Contact"));
                peer.send(RawPeer.response(invite, "486 Busy Here", "").getBytes(UTF_8));
                assertTrue(peer.receive().startsWith("ACK "));
            }
        }
        assertEquals(Cause.REJECTED, alice.end().cause());
    }

    @Test
    void whoeverCallsAsSipsIsAnsweredWithASipsContact() throws Exception {
        var called = endpoint(pki.localhost());
        int port = Lab.port(called, Transport.TLS);
        try (var peer = new StreamPeer(pki.socket(port)); var writer = new RawPeer(0)) {
            peer.send(writer.request("INVITE", "sips:bob@localhost:" + port, "secure",
                    RawCall.SDP, Lab.offer(5000).write())
                    .replace("SIP/2.0/UDP", "SIP/2.0/TLS")
                    .replace("<sip:raw", "<sips:raw")
                    .getBytes(UTF_8));
            callers.next().accept(Lab.offer(4002));
            String ok = peer.receive();
            while (!ok.startsWith("SIP/2.0 200")) {
                ok = peer.receive();
            }
            assertEquals("<sips:bob@127.0.0.1:" + port + ">", RawPeer.header(ok, "Contact"));
        }
    }

    private void assertRefused(X509Bundle theirs, String why) throws Exception {
        var called = endpoint(pki.files("theirs", theirs));
        var caller = endpoint(pki.localhost());
        caller.call(target(called), Lab.offer(4000), alice);
        var end = alice.end();
        assertEquals(Cause.UNREACHABLE, end.cause());
        assertTrue(end.reason().contains(why), end.reason());
        assertEquals(1, Lab.count(caller, SipMeter.HANDSHAKES_FAILED));
        assertEquals(0, Lab.count(called, SipMeter.CALLS_INVITED));
    }

    @Test
    void aCertificateOfAnotherNameIsRefused() throws Exception {
        assertRefused(pki.certificate("pbx.example"), "localhost");
    }

    @Test
    void aCertificateOfTheAddressIsNotOneOfTheName() throws Exception {
        assertRefused(pki.certificate("127.0.0.1"), "localhost");
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        assertRefused(pki.certificate("localhost", Pki::expired), "NotAfter");
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsRefused() throws Exception {
        var elsewhere = new Pki(Files.createDirectory(folder.resolve("elsewhere")));
        assertRefused(elsewhere.certificate("localhost"), "certification path");
    }

    @Test
    void anAddressIsCheckedAsAnAddress() throws Exception {
        var called = endpoint(pki.files("ip", pki.certificate("127.0.0.1")));
        var caller = endpoint(pki.localhost());
        caller.call(Lab.target(called, Transport.TLS), Lab.offer(4000), alice);
        callers.next().reject(486, "Busy Here");
        assertEquals(486, alice.end().status());
    }

    @Test
    void aConnectionCheckedForOneNameIsNotUsedForAnother() throws Exception {
        var called = endpoint(pki.localhost());
        var caller = endpoint(pki.localhost());
        caller.call(target(called), Lab.offer(4000), new Heard());
        callers.next();
        caller.call(Lab.target(called, Transport.TLS), Lab.offer(4000), alice);
        assertTrue(alice.end().reason().contains("127.0.0.1"));
    }

    @Test
    void aRegistrationSaysWhyItsRegistrarIsNotTrusted() throws Exception {
        var called = endpoint(pki.files("theirs", pki.certificate("pbx.example")));
        var caller = endpoint(pki.localhost());
        var changes = new LinkedBlockingQueue<RegistrationStatus>();
        caller.register(new Account("100",
                "sips:localhost:" + Lab.port(called, Transport.TLS),
                new Credentials("100", "secret"), Duration.ofMinutes(5)),
                (_, status) -> changes.add(status));
        var failed = changes.poll(10, TimeUnit.SECONDS);
        assertEquals(RegistrationStatus.State.FAILED, failed.state());
        assertTrue(failed.lastError().orElseThrow().contains("localhost"), failed.toString());
    }

    @Test
    void aRegistrationSaysThatOurCertificateIsNotWanted() throws Exception {
        var called = endpoint(Pki.mutual(pki.localhost()));
        var elsewhere = new Pki(Files.createDirectory(folder.resolve("elsewhere")));
        var ours = elsewhere.localhost();
        var caller = endpoint(new TlsConfig(ours.certificate(), ours.key(),
                Optional.of(folder.resolve("roots.pem")), ours.clientCertificates()));
        var changes = new LinkedBlockingQueue<RegistrationStatus>();
        caller.register(new Account("100",
                "sips:localhost:" + Lab.port(called, Transport.TLS),
                new Credentials("100", "secret"), Duration.ofMinutes(5)),
                (_, status) -> changes.add(status));
        var failed = changes.poll(10, TimeUnit.SECONDS);
        assertTrue(failed.lastError().orElseThrow().contains("alert"), failed.toString());
    }

    @Test
    void bothSidesShowCertificatesWhereTheyAreRequired() throws Exception {
        var called = endpoint(Pki.mutual(pki.localhost()));
        var caller = endpoint(pki.localhost());
        caller.call(target(called), Lab.offer(4000), alice);
        callers.next().reject(486, "Busy Here");
        assertEquals(486, alice.end().status());
    }

    @Test
    void whoeverHasNoCertificateWhereOneIsRequiredIsNotHeard() throws Exception {
        var called = endpoint(Pki.mutual(pki.localhost()));
        try (var peer = pki.socket(Lab.port(called, Transport.TLS))) {
            assertThrows(SSLException.class, () -> {
                peer.startHandshake();
                peer.getInputStream().read();
            });
        }
        assertEquals(1, Lab.count(called, SipMeter.HANDSHAKES_FAILED));
    }

    @Test
    void tls11IsRefused() throws Exception {
        var called = endpoint(pki.localhost());
        // A ClientHello of TLS 1.1 with TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, for Java no longer writes one.
        byte[] hello = HexFormat.of()
                .parseHex("160301002d" + "01000029" + "0302" + "00".repeat(32) + "00" + "0002c013"
                        + "0100");
        try (var peer = new Socket(InetAddress.getLoopbackAddress(),
                Lab.port(called, Transport.TLS))) {
            peer.setSoTimeout(10_000);
            peer.getOutputStream().write(hello);
            var alert = new byte[7];
            new DataInputStream(peer.getInputStream()).readFully(alert);
            assertEquals(0x15, alert[0]);
            assertArrayEquals(new byte[]{2, 70}, new byte[]{alert[5], alert[6]});
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothVersionsAreSpokenWithAuthenticatedEncryptionOnly(String version) throws Exception {
        var called = endpoint(pki.localhost());
        try (var peer = pki.socket(Lab.port(called, Transport.TLS))) {
            peer.setEnabledProtocols(new String[]{version});
            peer.startHandshake();
            assertTrue(peer.getSession().getCipherSuite().matches(".*(GCM|CHACHA20).*"));
        }
        try (var peer = pki.socket(Lab.port(called, Transport.TLS))) {
            peer.setEnabledProtocols(new String[]{"TLSv1.2"});
            peer.setEnabledCipherSuites(
                    new String[]{"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
            assertThrows(SSLException.class, peer::startHandshake);
        }
    }

    @Test
    void whoeverNeverShakesHandsIsCut() throws Exception {
        var called = endpoint(pki.localhost());
        try (var peer = new Socket(InetAddress.getLoopbackAddress(),
                Lab.port(called, Transport.TLS))) {
            peer.setSoTimeout(20_000);
            assertEquals(-1, peer.getInputStream().read());
        }
        assertEquals(1, Lab.count(called, SipMeter.HANDSHAKES_FAILED));
    }

    @Test
    void aRenewedCertificateIsShownToNewPeersAndNoCallIsLost() throws Exception {
        var called = endpoint(pki.localhost());
        var caller = endpoint(pki.files("caller", pki.certificate("localhost")));
        caller.call(target(called), Lab.offer(4000), alice);
        var in = callers.next();
        in.accept(Lab.offer(4002));
        alice.session("answered");
        bob.session("established");
        var before = shown(called);

        Files.writeString(folder.resolve("localhost.pem"), "broken");
        var renewed = pki.certificate("localhost");
        assertEquals(before, shown(called));
        pki.files("localhost", renewed);
        var after = shown(called);
        while (after.equals(before)) {
            after = shown(called);
        }
        assertEquals(renewed.getCertificate(), after);

        in.hangUp();
        assertEquals(Cause.HANGUP_REMOTE, alice.end().cause());
        assertEquals(1, Lab.count(caller, SipMeter.CONNECTIONS_OPENED));
    }

    private X509Certificate shown(SipEndpoint endpoint) throws Exception {
        try (SSLSocket peer = pki.socket(Lab.port(endpoint, Transport.TLS))) {
            peer.startHandshake();
            return (X509Certificate) peer.getSession().getPeerCertificates()[0];
        }
    }
}
