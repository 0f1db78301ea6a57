package io.antiphon.sip.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.antiphon.sip.CallTarget;
import io.antiphon.sip.SipEnd.Cause;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.antiphon.sip.sdp.Direction;
import io.antiphon.sip.sdp.LocalMedia;
import io.antiphon.sip.sdp.OfferAnswer;
import io.antiphon.sip.sdp.SessionDescription;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls over ::1, and what RFC 5118 is about. */
class Ipv6Test {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("::1");

    private final Heard alice = new Heard();
    private final Heard bob = new Heard();
    private final Lab.Callers callers = new Lab.Callers(bob);
    private SipEndpoint called;
    private DatagramSocket peer;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(hasIpv6(), "skipped, because this machine has no ::1");
        peer = new DatagramSocket(0, LOOPBACK);
        peer.setSoTimeout(10_000);
        called = endpoint();
    }

    private static boolean hasIpv6() {
        try (var socket = new DatagramSocket(0, LOOPBACK)) {
            return socket.isBound();
        } catch (SocketException noSuchAddress) {
            return false;
        }
    }

    @AfterEach
    void stop() {
        peer.close();
        called.close();
        assertEquals(0, Lab.count(called, SipMeter.HANDLING_FAILED));
    }

    private SipEndpoint endpoint() throws IOException {
        return Lab.start(callers, 1, Lab.config(Optional.empty(), "udp:[::1]:0", "tcp:[::1]:0"));
    }

    private static SessionDescription offer(int port) {
        return new OfferAnswer(LocalMedia.telephone(new InetSocketAddress(LOOPBACK, port)), port)
                .offer(Direction.SENDRECV);
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void aCallGoesUpAndDown(Transport transport) throws Exception {
        try (var caller = endpoint()) {
            caller.call(CallTarget.of("sip:bob@[::1]:" + Lab.port(called, transport)
                    + ";transport=" + transport.word(), "alice"), offer(4000), alice);
            var in = callers.next();
            assertEquals(LOOPBACK, InetAddress.ofLiteral(in.localHost()));
            in.accept(offer(4002));
            var answer = alice.session("answered").sdp().orElseThrow();
            assertEquals(LOOPBACK, InetAddress.ofLiteral(answer.connection().orElseThrow()));
            bob.session("established");
            in.hangUp();
            assertEquals(Cause.HANGUP_REMOTE, alice.end().cause());
        }
    }

    @Test
    void addressesStandInBrackets() throws Exception {
        try (var caller = endpoint()) {
            caller.call(CallTarget.of("sip:bob@[::1]:" + peer.getLocalPort(), "alice"),
                    offer(4000), alice);
            String invite = receive();
            int port = Lab.port(caller, Transport.UDP);
            assertTrue(RawPeer.header(invite, "Via")
                    .matches(
                            "SIP/2.0/UDP \\[(::|0:0:0:0:0:0:0:)1]:" + port + ";.*"),
                    invite);
            assertTrue(RawPeer.header(invite, "Contact")
                    .matches(
                            "<sip:alice@\\[(::|0:0:0:0:0:0:0:)1]:" + port + ">"),
                    invite);
            assertTrue(invite.matches("(?s).*c=IN IP6 (::|0:0:0:0:0:0:0:)1\r\n.*"), invite);
            send(RawPeer.response(invite, "486 Busy Here", ""), port);
            assertEquals(486, alice.end().status());
        }
    }

    private String receive() throws IOException {
        var packet = new DatagramPacket(new byte[65_536], 65_536);
        peer.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), UTF_8);
    }

    private void send(String message, int port) throws IOException {
        byte[] bytes = message.getBytes(UTF_8);
        peer.send(new DatagramPacket(bytes, bytes.length, LOOPBACK, port));
    }

    /**
     * RFC 5118, sections 4.1 to 4.5, 4.7, 4.9 and 4.10: request URI, more of the Via, Contact. Of the last,
     * an address with three colons, RFC 5954 has made an error.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "sip:user@[2001:db8::10]           | ''                                | 200",
            "sip:2001:db8::10                  | ''                                | 400",
            "sip:[2001:db8::10:5070]           | ''                                | 200",
            "sip:[2001:db8::10]:5070           | ''                                | 200",
            "sip:user@[2001:db8::10]           | ;received=[2001:db8::9:255]       | 200",
            "sip:user@[2001:db8::10]           | ;received=2001:db8::9:255         | 200",
            "sip:user@[::ffff:192.0.2.10]:5060 | ''                                | 200",
            "sip:user@[2001:db8:::192.0.2.1]   | ''                                | 400"
    })
    void aRequestOfRfc5118GetsTheAnswerItDeserves(String uri, String via, int status)
            throws IOException {
        send("OPTIONS " + uri + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP [2001:db8::9:1]:5060;branch=z9hG4bKas3" + via + "\r\n"
                + "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKas4\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: <sip:user@[2001:db8::10]>;tag=81x2\r\n"
                + "To: <" + "sip:user@[2001:db8::10]" + ">\r\n"
                + "Call-ID: SSG9559905523997077@[2001:db8::9]\r\n"
                + "CSeq: 8612 OPTIONS\r\n"
                + "Contact: <sip:user@[2001:db8::9:1]>, <sip:user@[::ffff:192.0.2.5]:5062>\r\n"
                + "Content-Length: 0\r\n\r\n", Lab.port(called, Transport.UDP));
        String answer = receive();
        assertTrue(answer.startsWith("SIP/2.0 " + status + " "), answer);
        // Back to where it came from, whatever it says of itself.
        assertTrue(RawPeer.header(answer, "Via").contains("[2001:db8::9:1]:5060"), answer);
    }

    /** RFC 5118, sections 4.6 and 4.8: of a session with addresses of both kinds one stream is enough. */
    @Test
    void aSessionOfBothKindsIsUnderstood() throws Exception {
        String sdp = """
                v=0
                o=assistant 971731711378798081 0 IN IP6 2001:db8::20
                s=Live
                c=IN IP6 2001:db8::20
                t=3338481189 3370017201
                m=audio 6000 RTP/AVP 0
                a=sendrecv
                m=video 6024 RTP/AVP 107
                c=IN IP4 192.0.2.1
                a=rtpmap:107 H263-1998/90000
                """.replace("\n", "\r\n");
        send("INVITE sip:user@[2001:db8::20] SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP [2001:db8::9:1];branch=z9hG4bK56;rport\r\n"
                + "Max-Forwards: 70\r\nFrom: <sip:a@[2001:db8::9:1]>;tag=1\r\n"
                + "To: <sip:user@[2001:db8::20]>\r\nCall-ID: both\r\nCSeq: 1 INVITE\r\n"
                + "Contact: <sip:a@[2001:db8::9:1]>\r\n" + RawCall.SDP + "Content-Length: "
                + sdp.length() + "\r\n\r\n" + sdp, Lab.port(called, Transport.UDP));
        var offer = callers.next().offer().orElseThrow();
        assertEquals(Optional.of("2001:db8::20"), offer.connection());
        assertEquals(6000, offer.media().getFirst().port());
        assertEquals(Optional.of("192.0.2.1"), offer.media().getLast().connection());
    }
}
