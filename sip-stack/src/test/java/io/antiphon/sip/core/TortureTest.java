package io.antiphon.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.CallTarget;
import io.antiphon.sip.IncomingCall;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.antiphon.sip.sdp.Direction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The 49 messages of RFC 4475 and what they get. Each is sent the way its Via says, and afterwards a
 * question is asked the same way: its answer is the next thing that comes.
 */
class TortureTest {

    private static final Pattern SENT_BY = Pattern.compile("/[A-Z]+ ([a-z0-9]+)\\.example");

    private SipEndpoint endpoint;
    private RawPeer writer;

    @BeforeEach
    void start() throws IOException {
        endpoint = Lab.start(TortureTest::take);
        writer = new RawPeer(Lab.port(endpoint, Transport.UDP));
    }

    private static void take(IncomingCall call) {
        call.handler(new Heard());
        call.offer()
                .flatMap(offer -> Lab.media(4002).answer(offer, Direction.SENDRECV))
                .ifPresentOrElse(agreed -> call.accept(agreed.local()),
                        () -> call.reject(488, "Not Acceptable Here"));
    }

    @AfterEach
    void stop() {
        writer.close();
        endpoint.close();
        assertEquals(0, endpoint.liveCalls());
        assertEquals(0, Lab.count(endpoint, SipMeter.HANDLING_FAILED));
    }

    private Peer peer(Transport transport) throws IOException {
        return transport == Transport.UDP
                ? new RawPeer(Lab.port(endpoint, Transport.UDP))
                : new StreamPeer(Lab.port(endpoint, Transport.TCP));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            // 3.1.1, valid.
            "wsinv      | 481 | CSeq: 9 INVITE",
            "intmeth    | 501 | Allow: INVITE",
            "esc01      | 200 | m=audio 4002",
            "escnull    | 405 | Allow: INVITE",
            "esc02      | 501 | Allow: INVITE",
            "lwsdisp    | 200 | Allow: INVITE",
            "longreq    | 200 | m=audio 4002",
            "dblreq     | 405 | Allow: INVITE",
            "semiuri    | 200 | Allow: INVITE",
            "transports | 200 | Allow: INVITE",
            "mpart01    | 405 | Allow: INVITE",
            // 3.1.2, invalid. Three may be taken: a date that nobody reads, a name and an address that are clear.
            "badinv01   | 400 | Malformed",
            "clerr      | 400 | Content-Length",
            "ncl        | 400 | Content-Length",
            "scalar02   | 400 | Malformed",
            "quotbal    | 400 | Malformed",
            "ltgtruri   | 400 | start line",
            "lwsruri    | 400 | start line",
            "lwsstart   | 400 | start line",
            "trws       | 400 | start line",
            "escruri    | 400 | Request-URI",
            "baddate    | 200 | m=audio 4002",
            "regbadct   | 400 | Contact",
            "badaspec   | 200 | <sip:t.watson@example.org>",
            "baddn      | 200 | \"Watson, Thomas\" <",
            "badvers    | 505 | Version",
            "mismatch01 | 400 | CSeq",
            "mismatch02 | 400 | CSeq",
            // 3.2 to 3.4, beyond the syntax.
            "badbranch  | 400 | branch",
            "insuf      | 400 | Missing",
            "unkscm     | 416 | ''",
            "novelsc    | 416 | ''",
            "unksm2     | 405 | Allow: INVITE",
            "bext01     | 420 | Unsupported: nothingSupportsThis",
            "invut      | 415 | Accept: application/sdp",
            "regaut01   | 405 | Allow: INVITE",
            "multi01    | 400 | Repeated",
            "mcl01      | 400 | Repeated",
            "zeromf     | 200 | Allow: INVITE",
            "cparam01   | 405 | Allow: INVITE",
            "cparam02   | 405 | Allow: INVITE",
            "regescrt   | 405 | Allow: INVITE",
            "sdp01      | 406 | ''",
            "inv2543    | 200 | m=audio 4002"
    })
    void aRequestGetsTheAnswerItDeserves(String name, int status, String what) throws IOException {
        var message = TortureMessage.of(name);
        var way = message.transport();
        try (var peer = peer(way)) {
            peer.send(message.over(way).bytes());
            String answer = finalAnswer(peer);
            assertTrue(answer.startsWith("SIP/2.0 " + status + " "), answer);
            assertTrue(answer.contains(what), answer);
            if (message.isInvite() && status == 200) {
                hangUp(peer, answer, way);
            }
            assertLives(peer, way, answer);
        }
    }

    private static String finalAnswer(Peer peer) throws IOException {
        String answer = peer.receive();
        while (answer.startsWith("SIP/2.0 1")) {
            answer = peer.receive();
        }
        return answer;
    }

    /** The caller acknowledges and goes. */
    private static void hangUp(Peer peer, String ok, Transport way) throws IOException {
        peer.send(inDialog("ACK", ok, 0, way));
        peer.send(inDialog("BYE", ok, 1, way));
        String answer = peer.receive();
        while (answer.equals(ok)) {
            answer = peer.receive();
        }
        assertTrue(answer.startsWith("SIP/2.0 200 "), answer);
        assertTrue(RawPeer.header(answer, "CSeq").endsWith(" BYE"), answer);
    }

    private static byte[] inDialog(String method, String ok, int later, Transport way) {
        String cseq = RawPeer.header(ok, "CSeq");
        long number = Long.parseLong(cseq.substring(0, cseq.indexOf(' '))) + later;
        return """
                %s sip:us@127.0.0.1 SIP/2.0\r
                Via: SIP/2.0/%s 127.0.0.1;branch=z9hG4bK%s\r
                Max-Forwards: 70\r
                From: %s\r
                To: %s\r
                Call-ID: %s\r
                CSeq: %d %s\r
                Content-Length: 0\r
                \r
                """
                .formatted(method, way.word(), method, RawPeer.header(ok, "From"),
                        RawPeer.header(ok, "To"), RawPeer.header(ok, "Call-ID"), number, method)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A question gets its answer, and nothing comes before it, but what has come already. */
    private void assertLives(Peer peer, Transport way, String before) throws IOException {
        peer.send(question(way));
        String answer = peer.receive();
        while (answer.equals(before)) {
            answer = peer.receive();
        }
        assertTrue(answer.startsWith("SIP/2.0 200 ") && answer.contains("Call-ID: alive"), answer);
    }

    private byte[] question(Transport way) {
        return writer.request("OPTIONS", "sip:bob@127.0.0.1", "alive", "", "")
                .replace("SIP/2.0/UDP", "SIP/2.0/" + way.word().toUpperCase(Locale.ROOT))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void everyViaGoesBackInOrder() throws IOException {
        assertEquals(IntStream.rangeClosed(1, 5).mapToObj(i -> "t" + i).toList(),
                hostsAnswered("transports"));
        assertEquals(
                Stream.concat(IntStream.rangeClosed(1, 33).mapToObj(i -> "sip" + (34 - i)),
                        Stream.of("host")).toList(),
                hostsAnswered("longreq"));
    }

    private List<String> hostsAnswered(String name) throws IOException {
        var message = TortureMessage.of(name);
        try (var peer = peer(message.transport())) {
            peer.send(message.bytes());
            String answer = finalAnswer(peer);
            if (message.isInvite()) {
                hangUp(peer, answer, message.transport());
            }
            return answer.lines()
                    .filter(line -> line.startsWith("Via: "))
                    .flatMap(line -> SENT_BY.matcher(line).results())
                    .map(found -> found.group(1))
                    .toList();
        }
    }

    @Test
    void whatFollowsAMessageInItsDatagramIsNoMessage() throws IOException {
        writer.send(TortureMessage.of("dblreq").bytes());
        assertTrue(writer.receive().startsWith("SIP/2.0 405 "));
        assertLives(writer, Transport.UDP, "");
        assertEquals(0, Lab.count(endpoint, SipMeter.CALLS_INVITED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unreason", "noreason", "scalarlg", "bigcode", "bcast"})
    void aResponseThatNobodyWaitsForIsPassedOver(String name) throws IOException {
        var message = TortureMessage.of(name);
        try (var peer = peer(message.transport())) {
            peer.send(message.bytes());
            assertLives(peer, message.transport(), "");
        }
    }

    /** Of those that make no sense nothing is heard, and the call goes on to its real answer. */
    @ParameterizedTest
    @CsvSource({"unreason,true", "noreason,false", "scalarlg,false", "bigcode,false",
            "bcast,false"})
    void aResponseToACallOfOursIsTakenOrPassedOver(String name, boolean taken) throws Exception {
        var alice = new Heard();
        var call = endpoint.call(CallTarget.of("sip:bob@127.0.0.1:" + writer.port(), "alice"),
                Lab.offer(4000), alice);
        String invite = writer.receive("INVITE");
        // The number that is too large stays where it is.
        var names = new ArrayList<>(List.of("Via", "From", "To", "Call-ID", "CSeq"));
        names.removeIf(header -> name.equals("scalarlg") && header.equals("CSeq"));
        writer.answer(TortureMessage.of(name).answering(invite, names));
        if (taken) {
            alice.session("answered");
            writer.receive("ACK");
            call.hangUp();
            writer.answer(RawPeer.response(writer.receive("BYE"), "200 OK", ""));
            alice.end();
        } else {
            writer.answer(RawPeer.response(invite, "486 Busy Here", ""));
            writer.receive("ACK");
            assertEquals(486, assertInstanceOf(SipEnd.class, alice.next()).status());
        }
    }

    /** RFC 4475, sections 3.1.2.3 and 3.3.9: where a message ends nobody can tell. */
    @ParameterizedTest
    @CsvSource({"ncl,Content-Length does not fit", "mcl01,Repeated content-length",
            "inv2543,Missing content-length"})
    void aStreamWhoseNextMessageCannotBeFoundIsToldSoAndCut(String name, String why)
            throws IOException {
        try (var peer = new StreamPeer(Lab.port(endpoint, Transport.TCP))) {
            peer.send(TortureMessage.of(name).over(Transport.TCP).bytes());
            String answer = peer.receive();
            assertTrue(answer.startsWith("SIP/2.0 400 " + why), answer);
            assertTrue(peer.isCut());
        }
        assertLives(writer, Transport.UDP, "");
    }

    @Test
    void aBinaryBodyEndsWhereItsLengthSaysOnAStreamToo() throws IOException {
        try (var peer = new StreamPeer(Lab.port(endpoint, Transport.TCP))) {
            peer.send(TortureMessage.of("mpart01").over(Transport.TCP).bytes());
            peer.send(question(Transport.TCP));
            assertTrue(peer.receive().startsWith("SIP/2.0 405 "));
            assertTrue(peer.receive().startsWith("SIP/2.0 200 "));
        }
    }
}
