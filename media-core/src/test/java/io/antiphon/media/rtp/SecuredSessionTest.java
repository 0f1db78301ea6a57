package io.antiphon.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.audio.Pcm;
import io.antiphon.media.codec.Codec;
import io.antiphon.media.dtls.DtlsTerms;
import io.antiphon.media.dtls.Fingerprint;
import io.antiphon.media.dtls.Handshake;
import io.antiphon.media.dtls.Identity;
import io.antiphon.media.secure.Srtp;
import io.antiphon.media.secure.SrtpKey;
import io.antiphon.media.secure.SrtpKeys;
import io.antiphon.media.secure.SrtpSuite;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A call with keys. */
class SecuredSessionTest {

    private static final SrtpSuite SUITE = SrtpSuite.AES_CM_128_HMAC_SHA1_80;
    private static final InetSocketAddress ELSEWHERE = new InetSocketAddress("10.0.0.2", 9_000);
    private static final InetSocketAddress STRANGER = new InetSocketAddress("10.6.6.6", 6_666);
    private static final long MS = Caller.MS;
    private static final DtlsTerms TERMS = new DtlsTerms(
            Fingerprint.of("sha-256", "AB" + ":01".repeat(31)), false);

    private final Caller caller = new Caller();
    private final SrtpKeys ourKeys = new SrtpKeys(key(1), key(2));
    private final Srtp peer = new Srtp(WirePacket.SSRC, new SrtpKeys(key(2), key(1)));
    private final short[] pcm = new short[Pcm.FRAME_SAMPLES];

    private static SrtpKey key(int seed) {
        var master = new byte[SUITE.masterBytes()];
        new Random(seed).nextBytes(master);
        return new SrtpKey(SUITE, master);
    }

    private static StreamSpec spec(SrtpKeys keys) {
        return new StreamSpec(Caller.RTP, Caller.RTCP, Codec.PCMU, 0,
                OptionalInt.of(Caller.KEYS), 20, SourcePolicy.ofAnyone(), Optional.of(keys),
                Optional.empty());
    }

    private static ByteBuffer roomy(ByteBuffer packet) {
        int length = packet.remaining();
        return ByteBuffer.allocate(length + Srtp.MOST_GROWTH).put(packet).flip();
    }

    private ByteBuffer numbered(int index) {
        var packet = roomy(WirePacket.numbered(index));
        assertTrue(peer.protectRtp(packet));
        return packet;
    }

    private static ByteBuffer copy(ByteBuffer packet) {
        return ByteBuffer.allocate(packet.remaining()).put(packet.duplicate()).flip();
    }

    @Test
    void soundIsHeardWhichOnlyThePeerCanHaveSent() {
        caller.session.start(spec(ourKeys), 0);
        for (int i = 0; i < 50; i++) {
            caller.arrives(numbered(i), i * 20L);
            caller.arrives(WirePacket.numbered(i), i * 20L);
            caller.poll(i * 20L);
        }
        var seen = caller.session.snapshot();
        assertEquals(50, seen.accepted());
        // A number that came before is not even tried.
        assertEquals(50, seen.forged() + seen.replayed());
        assertEquals(100, seen.datagrams());
    }

    @Test
    void whatLeavesIsEnciphered() {
        caller.session.start(spec(ourKeys), 0);
        for (int i = 0; i < 300; i++) {
            caller.session.poll(i * 20L * MS);
            assertTrue(caller.session.send(pcm, i * 20L * MS));
        }
        assertEquals(300, caller.port.rtp.size());
        for (var packet : caller.port.rtp) {
            assertEquals(12 + 160 + 10, packet.remaining());
            assertTrue(peer.unprotectRtp(packet, 0));
        }
        assertFalse(caller.port.rtcp.isEmpty());
        for (var report : caller.port.rtcp) {
            assertTrue(peer.unprotectRtcp(report, 0));
            assertEquals((byte) 200, report.get(report.position() + 1));
        }
        assertEquals(300 * 160, caller.session.snapshot().octetsSent());
    }

    @Test
    void aPacketThatTheSocketDoesNotTakeTakesItsNumberWithIt() {
        caller.session.start(spec(ourKeys), 0);
        caller.session.send(pcm, 0);
        caller.port.isFull = true;
        assertFalse(caller.session.send(pcm, 20 * MS));
        caller.port.isFull = false;
        assertTrue(caller.session.send(pcm, 40 * MS));
        int first = caller.port.rtp.get(0).getShort(2);
        assertEquals((short) (first + 2), caller.port.rtp.get(1).getShort(2));
        assertTrue(peer.unprotectRtp(caller.port.rtp.get(1), 0));
    }

    /** CVE-2025-53399: who has not the key must not be able to draw the agent's voice to themselves. */
    @Test
    void onlyWhoHasTheKeyMovesWhereWeSend() {
        caller.session.start(spec(ourKeys), 0);
        for (int i = 0; i < 20; i++) {
            var forged = WirePacket.sound(i, i * 160, 0x666, 0x55, 170);
            caller.session.received(forged, STRANGER, i * 20L * MS);
            caller.session.received(WirePacket.numbered(i), ELSEWHERE, i * 20L * MS);
        }
        caller.session.send(pcm, 400 * MS);
        assertEquals(Caller.RTP, caller.port.targets.getLast());
        for (int i = 0; i < 20; i++) {
            caller.session.received(numbered(i), ELSEWHERE, (400 + i * 20L) * MS);
        }
        caller.session.send(pcm, 800 * MS);
        assertEquals(ELSEWHERE, caller.port.targets.getLast());
        assertEquals(40, caller.session.snapshot().forged());
    }

    @Test
    void aRecordedPacketIsNotHeardFromElsewhereEither() {
        caller.session.start(spec(ourKeys), 0);
        for (int i = 0; i < 10; i++) {
            var packet = numbered(i);
            var again = copy(packet);
            caller.arrives(packet, i * 20L);
            caller.session.received(again, STRANGER, i * 20L * MS);
        }
        var seen = caller.session.snapshot();
        assertEquals(10, seen.replayed());
        assertEquals(10, seen.accepted());
    }

    /** CVE-2021-41105: bad packets are no reason to give up a call. Seed 4. */
    @Test
    void tenThousandBadPacketsLeaveTheCallUp() {
        caller.session.start(spec(ourKeys), 0);
        var random = new Random(4);
        int packets = 0;
        for (int i = 0; i < 10_000; i++) {
            var noise = new byte[12 + random.nextInt(300)];
            random.nextBytes(noise);
            var bad = ByteBuffer.wrap(noise).put(0, (byte) 0x80).putInt(8, WirePacket.SSRC);
            caller.session.received(bad, random.nextBoolean() ? Caller.RTP : STRANGER, i * MS);
            if (i % 20 == 0) {
                caller.arrives(numbered(packets++), i);
            }
        }
        var seen = caller.session.snapshot();
        assertEquals(packets, seen.accepted());
        assertEquals(10_000 + packets, seen.datagrams());
        assertTrue(seen.forged() + seen.replayed() > 9_900, seen::toString);
    }

    @Test
    void theSameKeysInAnotherOfferChangeNothing() {
        caller.session.start(spec(ourKeys), 0);
        caller.arrives(numbered(0), 0);
        caller.session.send(pcm, 0);
        caller.session.update(spec(new SrtpKeys(key(1), key(2))), 20 * MS);
        caller.session.send(pcm, 20 * MS);
        caller.arrives(numbered(1), 20);
        var first = caller.port.rtp.get(0);
        var second = caller.port.rtp.get(1);
        assertEquals((short) (first.getShort(2) + 1), second.getShort(2));
        assertEquals(first.getInt(8), second.getInt(8));
        assertTrue(peer.unprotectRtp(first, 0));
        assertTrue(peer.unprotectRtp(second, 0));
        assertEquals(2, caller.session.snapshot().accepted());
    }

    @Test
    void newKeysTakeOverWithinARunningStream() {
        caller.session.start(spec(ourKeys), 0);
        caller.arrives(numbered(0), 0);
        var onItsWay = numbered(1);
        caller.session.update(spec(new SrtpKeys(key(3), key(4))), 20 * MS);
        caller.arrives(onItsWay, 21);
        peer.rekey(new SrtpKeys(key(4), key(3)), 0);
        caller.arrives(numbered(2), 40);
        caller.session.send(pcm, 40 * MS);
        assertTrue(peer.unprotectRtp(caller.port.rtp.getLast(), 0));
        assertEquals(3, caller.session.snapshot().accepted());
        assertEquals(0, caller.session.snapshot().forged());
    }

    @Test
    void aReportThatIsNotThePeersIsNotRead() {
        caller.session.start(spec(ourKeys), 0);
        var report = ByteBuffer.allocate(28 + Srtp.MOST_GROWTH)
                .putShort((short) 0x80c8)
                .putShort((short) 6)
                .putInt(WirePacket.SSRC)
                .position(28)
                .flip();
        caller.session.receivedRtcp(copy(report), Caller.RTCP, MS);
        assertEquals(0, caller.session.snapshot().reports());
        assertTrue(peer.protectRtcp(report));
        var again = copy(report);
        caller.session.receivedRtcp(report, Caller.RTCP, 2 * MS);
        caller.session.received(again, Caller.RTP, 3 * MS);
        var seen = caller.session.snapshot();
        assertEquals(1, seen.reports());
        assertEquals(1, seen.forged());
        assertEquals(1, seen.replayed());
    }

    private static StreamSpec handshaken(InetSocketAddress rtcp) {
        return new StreamSpec(Caller.RTP, rtcp, Codec.PCMU, 0, OptionalInt.empty(), 20,
                SourcePolicy.ofAnyone(), Optional.empty(), Optional.of(TERMS));
    }

    private static ByteBuffer clientHello() {
        return ByteBuffer.wrap(new byte[]{22, -2, -3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1});
    }

    @Test
    void nothingLeavesAndNothingIsHeardBeforeTheHandshakeBroughtKeys() {
        caller.session.start(handshaken(Caller.RTP), 0);
        for (int i = 0; i < 400; i++) {
            caller.session.poll(i * 20L * MS);
            assertFalse(caller.session.send(pcm, i * 20L * MS));
            assertFalse(caller.session.sendSilence(i * 20L * MS));
            caller.arrives(WirePacket.numbered(i), i * 20L);
        }
        caller.session.receivedRtcp(ByteBuffer.wrap(new byte[]{-128, -56, 0, 1, 0, 0, 0, 1}),
                Caller.RTCP, 0);
        assertEquals(0, caller.port.sent);
        assertEquals(List.of(), caller.frames);
        assertEquals(401, caller.session.snapshot().unopened());

        caller.session.useKeys(ourKeys, 8_000 * MS);
        caller.arrives(numbered(0), 8_000);
        assertTrue(caller.session.send(pcm, 8_000 * MS));
        caller.pollFrom(8_020, 16_000);
        assertEquals(1, caller.session.snapshot().accepted());
        for (var packet : caller.port.rtp) {
            assertTrue((packet.get(1) & 0xff) == 200
                    ? peer.unprotectRtcp(packet, 0)
                    : peer.unprotectRtp(packet, 0));
        }
        assertTrue(caller.port.rtp.size() >= 2, "a report among them");
    }

    /** They would need a handshake of their own. */
    @Test
    void reportsThatDoNotShareThePortAreNotSentAfterAHandshake() {
        caller.session.start(handshaken(Caller.RTCP), 0);
        caller.session.useKeys(ourKeys, 0);
        for (int i = 0; i < 1_000; i++) {
            caller.session.poll(i * 20L * MS);
            caller.session.send(pcm, i * 20L * MS);
        }
        assertEquals(1_000, caller.port.rtp.size());
        assertEquals(List.of(), caller.port.rtcp);
    }

    /** CVE-2023-49786. */
    @Test
    void aStrangersClientHelloDoesNotReachTheHandshake() {
        caller.session.start(handshaken(Caller.RTP), 0);
        var handshake = new Handshake(TERMS, Identity.make(new SecureRandom(), Instant.EPOCH),
                _ -> {}, _ -> {});
        caller.session.shakeHands(handshake);
        for (int i = 0; i < 100; i++) {
            caller.session.received(clientHello(), STRANGER, i);
            caller.session.received(clientHello(), ELSEWHERE, i);
        }
        caller.session.received(clientHello(), Caller.RTP, 100);
        var seen = caller.session.snapshot();
        assertEquals(1, seen.handshakes());
        assertEquals(200, seen.otherProtocols());
        assertEquals(0, handshake.dropped(), "a queue of 32 would have overflowed");
    }

    @Test
    void theSameTermsAgainKeepTheKeys() {
        caller.session.start(handshaken(Caller.RTP), 0);
        caller.session.useKeys(ourKeys, 0);
        caller.session.send(pcm, 0);
        caller.session.update(handshaken(Caller.RTP), 20 * MS);
        assertTrue(caller.session.send(pcm, 20 * MS));
        assertTrue(peer.unprotectRtp(caller.port.rtp.getFirst(), 0));
        assertTrue(peer.unprotectRtp(caller.port.rtp.getLast(), 0));
    }

    @Test
    void aGoodbyeIsEncipheredToo() {
        caller.session.start(spec(ourKeys), 0);
        caller.session.send(pcm, 0);
        caller.session.close(20 * MS);
        assertTrue(peer.unprotectRtcp(caller.port.rtcp.getLast(), 0));
    }
}
