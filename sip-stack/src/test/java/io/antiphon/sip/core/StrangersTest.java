package io.antiphon.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.SipEnd.Cause;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers send, by hand, and what they get. */
class StrangersTest {

    private final Heard bob = new Heard(reoffer -> reoffer.answer(Lab.offer(4002)));
    private final Lab.Callers callers = new Lab.Callers(bob);
    private SipEndpoint called;
    private RawPeer peer;
    private String uri = "";

    @BeforeEach
    void start() throws IOException {
        called = Lab.start(callers);
        peer = new RawPeer(Lab.port(called, Transport.UDP));
        uri = "sip:bob@127.0.0.1:" + Lab.port(called, Transport.UDP);
    }

    @AfterEach
    void stop() {
        peer.close();
        called.close();
        assertEquals(0, Lab.count(called, SipMeter.HANDLING_FAILED));
    }

    @Test
    void optionsTellWhatWeUnderstand() throws IOException {
        peer.send(peer.request("OPTIONS", uri, "o1", "", ""));
        String answer = peer.receive();
        assertTrue(answer.startsWith("SIP/2.0 200 "), answer);
        assertTrue(answer.contains("Accept: application/sdp"), answer);
        assertTrue(answer.contains("Allow:"), answer);
        assertTrue(RawPeer.header(answer, "Via").contains("rport=" + peer.port()), answer);
    }

    @ParameterizedTest
    @CsvSource({"MESSAGE,405", "SUBSCRIBE,405", "INFO,481", "REFER,403", "NOTIFY,200",
            "NEWMETHOD,501", "BYE,481",
            "CANCEL,481"})
    void everyOtherMethodHasItsAnswer(String method, int status) throws IOException {
        String extra = method.equals("NOTIFY")
                ? "Event: message-summary\r\nSubscription-State: active\r\n"
                : method.equals("REFER") ? "Refer-To: <sip:x@127.0.0.1>\r\n" : "";
        peer.send(peer.request(method, uri, "m-" + method, extra, ""));
        String answer = peer.receive();
        assertTrue(answer.startsWith("SIP/2.0 " + status + " "), answer);
    }

    @ParameterizedTest
    @CsvSource({
            "416,unknown:bob,''",
            "420,sip:bob@127.0.0.1,Require: precondition",
            "415,sip:bob@127.0.0.1,Content-Type: text/plain",
            "400,sip:bob@127.0.0.1,Content-Type: application/sdp"
    })
    void anInviteThatWeCannotTakeIsRefusedBeforeAnyoneIsAsked(int status, String target,
            String header)
            throws IOException {
        String extra = header.isEmpty() ? "" : header + "\r\n";
        peer.send(peer.request("INVITE", target, "r" + status, extra, "nonsense"));
        String answer = peer.receive("SIP/2.0 " + status);
        peer.send(ackFor(answer, target, "r" + status));
        assertEquals(1, Lab.count(called, SipMeter.CALLS_REFUSED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accept: */*", "Accept: text/plain, application/*;q=0.1",
            "Accept: text/plain\r\nAccept: application/SDP", "Accept:"})
    void anInviteWhoseAcceptLeavesRoomForASessionIsTaken(String accept) throws Exception {
        peer.send(peer.request("INVITE", uri, "accept", accept + "\r\n", ""));
        callers.next().reject(486, "Busy Here");
        peer.receive("SIP/2.0 486");
    }

    private String ackFor(String answer, String target, String id) {
        return "ACK " + target + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + peer.port()
                + ";branch=z9hG4bK" + id
                + "INVITE;rport\r\nMax-Forwards: 70\r\nFrom: <sip:raw@127.0.0.1>;tag=f" + id
                + "\r\nTo: "
                + RawPeer.header(answer, "To") + "\r\nCall-ID: " + id
                + "\r\nCSeq: 1 ACK\r\nContent-Length: 0\r\n\r\n";
    }

    @Test
    void anInviteWithoutOfferGetsOursAndTheAckBringsTheAnswer() throws Exception {
        peer.send(peer.request("INVITE", uri, "late", "", ""));
        var call = callers.next();
        assertTrue(call.offer().isEmpty());
        call.accept(Lab.offer(4002));
        String ok = peer.receive("SIP/2.0 200");
        assertTrue(ok.contains("m=audio 4002"), ok);
        String sdp = Lab.offer(5000).write();
        peer.send("ACK " + uri + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + peer.port()
                + ";branch=z9hG4bKack\r\nMax-Forwards: 70\r\nFrom: <sip:raw@127.0.0.1>;tag=flate\r\nTo: "
                + RawPeer.header(ok, "To") + "\r\nCall-ID: late\r\nCSeq: 1 ACK\r\n"
                + "Content-Type: application/sdp\r\nContent-Length: " + sdp.length() + "\r\n\r\n"
                + sdp);
        assertEquals(5000,
                bob.session("established").sdp().orElseThrow().media().getFirst().port());
        // And the same again within the call: a re-INVITE without offer is answered with one.
        peer.send(inDialog("INVITE", ok, 2, ""));
        bob.session("reoffered");
        String again = peer.receive("SIP/2.0 200");
        assertTrue(again.contains("m=audio 4002"), again);
        peer.send(inDialog("ACK", ok, 2, Lab.offer(5002).write()));
        assertEquals(5002,
                bob.session("renegotiated").sdp().orElseThrow().media().getFirst().port());
        peer.send(inDialog("BYE", ok, 3, ""));
        peer.receive("SIP/2.0 200");
        assertEquals(Cause.HANGUP_REMOTE, bob.end().cause());
    }

    private String inDialog(String method, String ok, int cseq, String sdp) {
        return method + " " + uri + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + peer.port()
                + ";branch=z9hG4bK" + method
                + cseq + "\r\nMax-Forwards: 70\r\nFrom: <sip:raw@127.0.0.1>;tag=flate\r\nTo: "
                + RawPeer.header(ok, "To") + "\r\nCall-ID: late\r\nCSeq: " + cseq + " " + method
                + "\r\nContact: <sip:raw@127.0.0.1:" + peer.port() + ">\r\n"
                + (sdp.isEmpty() ? "" : "Content-Type: application/sdp\r\n") + "Content-Length: "
                + sdp.length()
                + "\r\n\r\n" + sdp;
    }

    @Test
    void aReofferThatCollidesWithOursIsToldToWait() throws Exception {
        peer.send(peer.request("INVITE", uri, "late", "Content-Type: application/sdp\r\n",
                Lab.offer(5000).write()));
        var call = callers.next();
        call.accept(Lab.offer(4002));
        String ok = peer.receive("SIP/2.0 200");
        peer.send(inDialog("ACK", ok, 1, ""));
        bob.session("established");
        call.reoffer(Lab.offer(4004));
        String ours = peer.receive("INVITE");
        peer.send(inDialog("INVITE", ok, 2, Lab.offer(5002).write()));
        String wait = peer.receive("SIP/2.0 491");
        assertEquals("2 INVITE", RawPeer.header(wait, "CSeq"));
        peer.answer(RawPeer.response(ours, "491 Request Pending", ""));
        peer.receive("ACK");
        String again = peer.receive("INVITE");
        assertEquals("2 INVITE", RawPeer.header(again, "CSeq"));
        peer.answer(RawPeer.response(again, "488 Not Acceptable Here", ""));
        peer.receive("ACK");
        assertEquals(new Heard.Refused(488), bob.next());
        assertEquals(1, called.liveCalls());
    }

    /** After the shape of RFC 4475, section 3.1.1: odd, but right. */
    @Test
    void anUglyButValidRequestIsAnswered() throws IOException {
        peer.send("OPTIONS " + uri + ";unknown=%20;x SIP/2.0\r\nTO :\r\n  \"J \\\"Q\\\" D\"\t<"
                + uri
                + "> ; x = y\r\nf: <sip:%00null@[2001:db8::1]>;\r\n  tag = 98asjd8\r\nMaX-fOrWaRdS: 0068\r\n"
                + "i: ugly.0ha0isndaksdj\r\nUnKnOwN-HeAdEr: \u00fc \u4e2d ;;,,;;\r\n"
                + "cseq: 0009\r\n  OPTIONS\r\nv: SIP  / 2.0\r\n /UDP\r\n 127.0.0.1:" + peer.port()
                + ";branch=z9hG4bKugly\r\nSubject:\r\nl: 0\r\n\r\n");
        String answer = peer.receive();
        assertTrue(answer.startsWith("SIP/2.0 200"), answer);
        assertTrue(RawPeer.header(answer, "CSeq").startsWith("9 OPTIONS"), answer);
    }

    @Test
    void anInviteOfTheOldStandardIsTaken() throws Exception {
        peer.send(peer.request("INVITE", uri, "old", "", "")
                .replace("Max-Forwards: 70\r\n", "")
                .replaceFirst(";branch=[^;]*;rport", ""));
        var call = callers.next();
        call.reject(486, "Busy Here");
        peer.receive("SIP/2.0 486");
    }

    @Test
    void anOkIsRepeatedUntilTheAckComesAndTheHangUpWaits() throws Exception {
        peer.send(peer.request("INVITE", uri, "late", "Content-Type: application/sdp\r\n",
                Lab.offer(5000).write()));
        callers.next().accept(Lab.offer(4002));
        String ok = peer.receive("SIP/2.0 200");
        assertEquals(ok, peer.receive("SIP/2.0 200"));
        peer.send(inDialog("ACK", ok, 1, ""));
        bob.session("established");
        assertTrue(peer.receiveWithin(1_500).isEmpty());
    }

    @Test
    void theAnswerGoesBackWhereTheRequestCameFromWhateverTheViaSays() throws IOException {
        peer.send(peer.request("OPTIONS", uri, "via", "", "")
                .replace("127.0.0.1:" + peer.port(), "10.255.255.1:5099")
                .replace(";rport", ""));
        String answer = peer.receive();
        assertTrue(RawPeer.header(answer, "Via").contains("received=127.0.0.1"), answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "SIP/2.0\\r\\n|SIP/7.0\\r\\n|505", "CSeq: 1 OPTIONS|CSeq: 1 INVITE|400",
            "CSeq: 1 |CSeq: 99999999999 |400",
            "Content-Length: 0|Content-Length: 9999|400",
            "Content-Length: 0|Content-Length: -1|400",
            "Max-Forwards: 70|From: <sip:x@y>|400", "OPTIONS sip:|OPTIONS  sip:|400",
            "SIP/2.0\\r\\n|SIP/2.0  \\r\\n|400", "OPTIONS sip:|OPTIONS <sip:|400",
    })
    void aBrokenRequestIsRefused(String good, String bad, int status) throws IOException {
        String request = peer.request("OPTIONS", uri, "broken", "", "");
        String from = good.replace("\\r\\n", "\r\n");
        assertTrue(request.contains(from));
        peer.send(request.replaceFirst(from, bad.replace("\\r\\n", "\r\n")));
        String answer = peer.receive();
        assertTrue(answer.startsWith("SIP/2.0 " + status + " "), answer);
        assertEquals(1, Lab.count(called, SipMeter.MALFORMED_REFUSED));
    }

    @Test
    void noiseIsDroppedAndCountedAndTheNextRequestIsAnswered() throws IOException {
        long seed = 42;
        var random = new Random(seed);
        String good = peer.request("INVITE", uri, "fuzz", "Content-Type: application/sdp\r\n",
                Lab.offer(5000).write());
        for (int i = 0; i < 500; i++) {
            byte[] bytes = good.replace("fuzz", "fuzz" + i).getBytes(StandardCharsets.UTF_8);
            for (int flips = random.nextInt(8); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            peer.send(bytes);
            var noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            peer.send(noise);
        }
        peer.send(new byte[9_000]);
        peer.send("\r\n\r\n");
        peer.send("SIP/2.0 999 What\r\n\r\n");
        peer.send(peer.request("OPTIONS", uri, "after", "", "")
                .replace("Max-Forwards", "X: 1\r\n".repeat(120)
                        + "Max-Forwards"));
        peer.send(peer.request("OPTIONS", uri, "alive", "", ""));
        String answer = "";
        while (!answer.contains("Call-ID: alive")) {
            answer = peer.receive("SIP/2.0 ");
        }
        assertTrue(answer.startsWith("SIP/2.0 200"), answer + " seed " + seed);
        assertTrue(Lab.count(called, SipMeter.MALFORMED_DROPPED) > 100);
        assertTrue(Lab.count(called, SipMeter.OVERSIZED) >= 2);
    }

    @Test
    void aStreamCarriesManyMessagesPingsAndBrokenOnesAndIsCutWhenLost() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(),
                Lab.port(called, Transport.TCP))) {
            socket.setSoTimeout(10_000);
            var out = socket.getOutputStream();
            var in = socket.getInputStream();
            String one = peer.request("OPTIONS", uri, "s1", "", "")
                    .replace("SIP/2.0/UDP", "SIP/2.0/TCP");
            String two = peer.request("OPTIONS", uri, "s2", "", "body")
                    .replace("SIP/2.0/UDP", "SIP/2.0/TCP");
            byte[] both = (one + two).getBytes(StandardCharsets.UTF_8);
            out.write(both, 0, 100);
            out.flush();
            out.write(both, 100, both.length - 100);
            out.write("\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            var seen = new StringBuilder();
            var buffer = new byte[4_096];
            while (!seen.toString().endsWith("\r\n\r\n\r\n")) {
                int read = in.read(buffer);
                assertTrue(read > 0, "cut after " + seen);
                seen.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
            assertTrue(seen.indexOf("Call-ID: s1") > 0 && seen.indexOf("Call-ID: s2") > 0,
                    seen.toString());
            out.write(one.replace("Content-Length: 0", "Content-Length: 9999999")
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            assertEquals(-1, in.read());
        }
        assertEquals(1, Lab.count(called, SipMeter.CONNECTIONS_CUT));
    }
}
