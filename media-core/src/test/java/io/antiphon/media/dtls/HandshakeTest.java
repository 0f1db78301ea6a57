package io.antiphon.media.dtls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.media.dtls.Handshake.Outcome;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two ends on threads of their own; the network between them is the test's. */
class HandshakeTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final SecureRandom random = new SecureRandom();
    private final Identity one = Identity.make(random, NOW);
    private final Identity other = Identity.make(random, NOW);
    private final CompletableFuture<Outcome> clients = new CompletableFuture<>();
    private final CompletableFuture<Outcome> servers = new CompletableFuture<>();
    private final AtomicReference<Handshake> client = new AtomicReference<>();
    private final AtomicReference<Handshake> server = new AtomicReference<>();

    /** What becomes of a datagram on its way. */
    private interface Network {
        void carry(byte[] datagram, Handshake to);
    }

    private static void faithfully(byte[] datagram, Handshake to) {
        to.arrives(ByteBuffer.wrap(datagram));
    }

    private void shake(Fingerprint clientSees, Fingerprint serverSees, Network network) {
        client.set(new Handshake(new DtlsTerms(clientSees, true), one,
                bytes -> network.carry(bytes, server.get()), clients::complete));
        server.set(new Handshake(new DtlsTerms(serverSees, false), other,
                bytes -> network.carry(bytes, client.get()), servers::complete));
        Thread.ofVirtual().start(server.get());
        Thread.ofVirtual().start(client.get());
    }

    @AfterEach
    void close() {
        client.get().close();
        server.get().close();
    }

    private static <T extends Outcome> T outcome(CompletableFuture<Outcome> of, Class<T> type)
            throws Exception {
        var outcome = of.get(30, TimeUnit.SECONDS);
        return assertInstanceOf(type, outcome, outcome::toString);
    }

    private void assertAgreed() throws Exception {
        var here = outcome(clients, Outcome.Agreed.class).keys();
        var there = outcome(servers, Outcome.Agreed.class).keys();
        assertEquals(here.ours(), there.theirs());
        assertEquals(here.theirs(), there.ours());
        assertNotEquals(here.ours(), here.theirs());
    }

    @Test
    void bothEndsComeToTheSameKeys() throws Exception {
        shake(other.fingerprint(), one.fingerprint(), HandshakeTest::faithfully);
        assertAgreed();
    }

    /** The second of each side's datagrams, and the fifth. */
    @Test
    void lostDatagramsAreSentAgain() throws Exception {
        var toServer = new AtomicInteger();
        var toClient = new AtomicInteger();
        shake(other.fingerprint(), one.fingerprint(), (datagram, to) -> {
            var counter = to.terms().isClient() ? toClient : toServer;
            int number = counter.incrementAndGet();
            if (number != 2 && number != 5) {
                faithfully(datagram, to);
            }
        });
        assertAgreed();
    }

    /** Seed 6. */
    @Test
    void garbageFromTheRightAddressDisturbsNothing() throws Exception {
        var noise = new Random(6);
        shake(other.fingerprint(), one.fingerprint(), (datagram, to) -> {
            var garbage = new byte[1 + noise.nextInt(200)];
            noise.nextBytes(garbage);
            garbage[0] = (byte) (20 + noise.nextInt(44));
            faithfully(garbage, to);
            faithfully(datagram, to);
        });
        assertAgreed();
    }

    @Test
    void aServerOfAnotherFingerprintIsRefused() throws Exception {
        shake(one.fingerprint(), one.fingerprint(), HandshakeTest::faithfully);
        String why = outcome(clients, Outcome.Failed.class).why();
        assertTrue(why.contains("the certificate has not the fingerprint of the SDP"), why);
        assertInstanceOf(Outcome.Failed.class, servers.get(30, TimeUnit.SECONDS));
    }

    @Test
    void aClientOfAnotherFingerprintIsRefused() throws Exception {
        shake(other.fingerprint(), other.fingerprint(), HandshakeTest::faithfully);
        String why = outcome(servers, Outcome.Failed.class).why();
        assertTrue(why.contains("the certificate has not the fingerprint of the SDP"), why);
    }

    @Test
    void whoIsClosedTellsNothing() throws Exception {
        shake(other.fingerprint(), one.fingerprint(), (_, _) -> {});
        client.get().close();
        server.get().close();
        assertFalse(clients.isDone());
        assertFalse(servers.isDone());
    }

    @Test
    void whatFindsNoRoomIsCounted() {
        shake(other.fingerprint(), one.fingerprint(), (_, _) -> {});
        var idle = new Handshake(new DtlsTerms(other.fingerprint(), false), one, _ -> {},
                servers::complete);
        for (int i = 0; i < 40; i++) {
            idle.arrives(ByteBuffer.wrap(new byte[]{22, 1}));
        }
        assertEquals(8, idle.dropped());
    }

    @Test
    void theCertificateIsOneThatOthersCanRead() throws Exception {
        shake(other.fingerprint(), one.fingerprint(), HandshakeTest::faithfully);
        var read = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new java.io.ByteArrayInputStream(one.certificate()));
        read.verify(read.getPublicKey());
        read.checkValidity(Date.from(NOW));
        assertEquals(HexFormat.ofDelimiter(":")
                .withUpperCase()
                .formatHex(
                        MessageDigest.getInstance("SHA-256").digest(read.getEncoded())),
                one.fingerprint().hex());
        for (var hash : new String[]{"SHA-256", "sha-384", "sha-512"}) {
            var digest = MessageDigest.getInstance(hash).digest(read.getEncoded());
            assertTrue(Fingerprint.of(hash, HexFormat.ofDelimiter(":").formatHex(digest))
                    .isOf(one.certificate()));
        }
    }
}
