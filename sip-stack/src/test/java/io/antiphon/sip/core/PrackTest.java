package io.antiphon.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.IncomingCall;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.SipEnd.Cause;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reliable provisional answers of ours (RFC 3262) to a caller that speaks by hand. */
class PrackTest {

    private final Heard heard = new Heard(reoffer -> reoffer.answer(Lab.offer(4004)));
    private final Lab.Callers callers = new Lab.Callers(heard);
    private SipEndpoint endpoint;
    private RawPeer peer;
    private String uri = "";

    private void start(int haste) throws IOException {
        endpoint = Lab.start(callers, haste, Duration.ofMinutes(3));
        peer = new RawPeer(Lab.port(endpoint, Transport.UDP));
        uri = "sip:bob@127.0.0.1:" + Lab.port(endpoint, Transport.UDP);
    }

    @BeforeEach
    void start() throws IOException {
        start(1);
    }

    @AfterEach
    void stop() {
        peer.close();
        endpoint.close();
        assertEquals(0, Lab.count(endpoint, SipMeter.HANDLING_FAILED));
    }

    @Test
    void sessionBeforeTheAnswerIsRepeatedUntilItIsAcknowledged() throws Exception {
        var call = called("Supported: 100rel\r\n", Lab.offer(5000).write());
        call.progress(Lab.offer(4002));
        String progress = peer.receive("SIP/2.0 183");
        assertEquals("100rel", RawPeer.header(progress, "Require"));
        assertTrue(progress.contains("m=audio 4002"), progress);
        assertEquals(progress, peer.receive("SIP/2.0 183"));
        String ok = prack(progress, rack(progress), 2, "");
        assertTrue(ok.startsWith("SIP/2.0 200"), ok);
        assertEquals("2 PRACK", RawPeer.header(ok, "CSeq"));
        assertTrue(peer.receiveWithin(1_500).isEmpty(), "and no longer");
    }

    @Test
    void callIsNotTakenBeforeTheSessionIsAcknowledged() throws Exception {
        var call = called("Supported: 100rel\r\n", Lab.offer(5000).write());
        call.progress(Lab.offer(4002));
        String progress = peer.receive("SIP/2.0 183");
        call.accept(Lab.offer(4002));
        assertTrue(peer.receive().startsWith("SIP/2.0 183"), "repeated, and no 200");
        prack(progress, rack(progress), 2, "");
        String ok = peer.receive("SIP/2.0 200");
        assertEquals("1 INVITE", RawPeer.header(ok, "CSeq"));
        peer.send(inDialog("ACK", progress, 1, "", ""));
        heard.session("established");
    }

    @Test
    void prackThatMatchesNothingIsToldSo() throws Exception {
        var call = called("Supported: 100rel\r\n", Lab.offer(5000).write());
        call.progress(Lab.offer(4002));
        String progress = peer.receive("SIP/2.0 183");
        assertTrue(prack(progress, "1 1 INVITE", 2, "").startsWith("SIP/2.0 481"));
        assertTrue(prack(progress, rack(progress).replace(" 1 ", " 7 "), 3, "")
                .startsWith("SIP/2.0 481"));
        assertTrue(prack(progress, rack(progress), 4, "").startsWith("SIP/2.0 200"));
        assertTrue(prack(progress, rack(progress), 4, "").startsWith("SIP/2.0 200"), "repeated");
        peer.send(peer.request("PRACK", uri, "nobody", "RAck: 1 1 INVITE\r\n", ""));
        assertTrue(peer.receive("SIP/2.0 4").startsWith("SIP/2.0 481"));
    }

    @Test
    void ringingIsReliableWhereThatIsRequiredAndOneWaitsForTheOther() throws Exception {
        var call = called("Require: 100rel\r\n", Lab.offer(5000).write());
        call.ring();
        call.progress(Lab.offer(4002));
        String ringing = peer.receive("SIP/2.0 18");
        assertTrue(ringing.startsWith("SIP/2.0 180"), ringing);
        assertTrue(peer.receive().startsWith("SIP/2.0 180"));
        prack(ringing, rack(ringing), 2, "");
        String progress = peer.receive("SIP/2.0 183");
        assertEquals(sequence(ringing) + 1, sequence(progress));
    }

    @Test
    void callMayBeTakenOverItsRingingWhichIsAcknowledgedAllTheSame() throws Exception {
        var call = called("Require: 100rel\r\n", Lab.offer(5000).write());
        call.ring();
        call.accept(Lab.offer(4002));
        String ringing = peer.receive("SIP/2.0 180");
        peer.receive("SIP/2.0 200");
        assertTrue(prack(ringing, rack(ringing), 2, "").startsWith("SIP/2.0 200"));
    }

    @Test
    void ringingIsNotReliableWhereThatIsOnlyPossible() throws Exception {
        called("Supported: 100rel, timer\r\n", Lab.offer(5000).write()).ring();
        assertEquals("", RawPeer.header(peer.receive("SIP/2.0 180"), "RSeq"));
    }

    @Test
    void callerWhoCannotAcknowledgeHearsTheSessionOnce() throws Exception {
        var call = called("", Lab.offer(5000).write());
        call.progress(Lab.offer(4002));
        String progress = peer.receive("SIP/2.0 183");
        assertEquals("", RawPeer.header(progress, "RSeq"));
        call.accept(Lab.offer(4002));
        peer.receive("SIP/2.0 200");
    }

    @Test
    void callerWhoNeverAcknowledgesIsRefused() throws Exception {
        stop();
        start(40);
        called("Supported: 100rel\r\n", Lab.offer(5000).write()).progress(Lab.offer(4002));
        int times = 0;
        String message = peer.receive();
        while (!message.startsWith("SIP/2.0 504")) {
            times += message.startsWith("SIP/2.0 183") ? 1 : 0;
            message = peer.receive();
        }
        // T1, 2 T1 and so on without limit, for 64 T1: seven times with the first.
        assertTrue(times >= 6 && times <= 8, "183 came " + times + " times");
        assertEquals(new SipEnd(Cause.TIMEOUT, 504, "Server Time-out"), heard.end());
    }

    @Test
    void offerOfOursIsAnsweredInThePrack() throws Exception {
        var call = called("Supported: 100rel\r\n", "");
        call.progress(Lab.offer(4002));
        String progress = peer.receive("SIP/2.0 183");
        prack(progress, rack(progress), 2, Lab.offer(5002).write());
        call.accept(Lab.offer(4002));
        peer.receive("SIP/2.0 200");
        peer.send(inDialog("ACK", progress, 1, "", ""));
        assertEquals(5002,
                heard.session("established").sdp().orElseThrow().media().getFirst().port());
    }

    @Test
    void offerOfOursWaitsForTheAnswerWhereTheCallerCannotAcknowledge() throws Exception {
        var call = called("", "");
        call.progress(Lab.offer(4002));
        call.ring();
        assertTrue(peer.receive("SIP/2.0 18").startsWith("SIP/2.0 180"));
    }

    @Test
    void anotherOfferInThePrackIsAnswered() throws Exception {
        var call = called("Supported: 100rel\r\n", Lab.offer(5000).write());
        call.progress(Lab.offer(4002));
        String progress = peer.receive("SIP/2.0 183");
        String ok = prack(progress, rack(progress), 2, Lab.offer(5006).write());
        assertTrue(ok.contains("m=audio 4004"), ok);
        assertEquals(5006,
                heard.session("reoffered").sdp().orElseThrow().media().getFirst().port());
    }

    @Test
    void updateIsAnsweredOnceASessionIsAgreedAndNotBefore() throws Exception {
        var call = called("Supported: 100rel\r\n", Lab.offer(5000).write());
        call.progress(Lab.offer(4002));
        String progress = peer.receive("SIP/2.0 183");
        peer.send(inDialog("UPDATE", progress, 2, RawCall.SDP, Lab.offer(5008).write()));
        peer.receive("SIP/2.0 491");
        prack(progress, rack(progress), 3, "");
        peer.send(inDialog("UPDATE", progress, 4, RawCall.SDP, Lab.offer(5008).write()));
        String ok = peer.receive("SIP/2.0 200");
        assertTrue(ok.contains("m=audio 4004"), ok);
        assertEquals(5008,
                heard.session("reoffered").sdp().orElseThrow().media().getFirst().port());
    }

    /** The ringing is acknowledged, but not yet the session that comes behind it. */
    @Test
    void updateIsNotAnsweredForASessionThatIsStillOnItsWay() throws Exception {
        var call = called("Require: 100rel\r\n", Lab.offer(5000).write());
        call.ring();
        call.progress(Lab.offer(4002));
        String ringing = peer.receive("SIP/2.0 180");
        prack(ringing, rack(ringing), 2, "");
        String progress = peer.receive("SIP/2.0 183");
        peer.send(inDialog("UPDATE", progress, 3, RawCall.SDP, Lab.offer(5008).write()));
        peer.receive("SIP/2.0 491");
    }

    @Test
    void callGivenUpWithASessionIsNotLeftInTheJournal() throws Exception {
        stop();
        var journal = new Remembering();
        endpoint = Lab.start(callers, journal);
        peer = new RawPeer(Lab.port(endpoint, Transport.UDP));
        uri = "sip:bob@127.0.0.1:" + Lab.port(endpoint, Transport.UDP);
        var call = called("Supported: 100rel\r\n", Lab.offer(5000).write());
        call.progress(Lab.offer(4002));
        String progress = peer.receive("SIP/2.0 183");
        prack(progress, rack(progress), 2, Lab.offer(5006).write());
        var entry = journal.nextOpened();
        call.reject(486, "Busy Here");
        peer.receive("SIP/2.0 486");
        assertEquals(entry.id(), journal.nextClosed());
    }

    @Test
    void offerThatWaitsForAnAnswerWhenTheCallIsGivenUpIsRefused() throws Exception {
        stop();
        var busy = new Heard();
        var silent = new Lab.Callers(busy);
        endpoint = Lab.start(silent, 1, Duration.ofMinutes(3));
        peer = new RawPeer(Lab.port(endpoint, Transport.UDP));
        uri = "sip:bob@127.0.0.1:" + Lab.port(endpoint, Transport.UDP);
        peer.send(peer.request("INVITE", uri, "p", "Supported: 100rel\r\n" + RawCall.SDP,
                Lab.offer(5000).write()));
        var call = silent.next();
        call.progress(Lab.offer(4002));
        String progress = peer.receive("SIP/2.0 183");
        prack(progress, rack(progress), 2, "");
        peer.send(inDialog("UPDATE", progress, 3, RawCall.SDP, Lab.offer(5008).write()));
        busy.session("reoffered");
        call.reject(486, "Busy Here");
        String first = peer.receive("SIP/2.0 48");
        assertEquals("3 UPDATE", RawPeer.header(first, "CSeq"), first);
        assertTrue(first.startsWith("SIP/2.0 487"), first);
        peer.receive("SIP/2.0 486");
    }

    @Test
    void callGivenUpIsRepeatedNoMore() throws Exception {
        var call = called("Supported: 100rel\r\n", Lab.offer(5000).write());
        call.progress(Lab.offer(4002));
        String progress = peer.receive("SIP/2.0 183");
        call.reject(486, "Busy Here");
        String busy = peer.receive("SIP/2.0 486");
        peer.send(inDialog("ACK", busy, 1, "", "").replace("z9hG4bK1ACK", "z9hG4bKpINVITE"));
        assertTrue(prack(progress, rack(progress), 2, "").startsWith("SIP/2.0 481"));
        assertFalse(peer.receiveWithin(1_500)
                .filter(late -> late.startsWith("SIP/2.0 183"))
                .isPresent());
    }

    private IncomingCall called(String headers, String sdp) throws Exception {
        peer.send(peer.request("INVITE", uri, "p", headers + (sdp.isEmpty() ? "" : RawCall.SDP),
                sdp));
        return callers.next();
    }

    private String prack(String progress, String rack, int cseq, String sdp) throws IOException {
        peer.send(inDialog("PRACK", progress, cseq,
                "RAck: " + rack + "\r\n" + (sdp.isEmpty() ? "" : RawCall.SDP), sdp));
        String answer = peer.receive();
        while (!RawPeer.header(answer, "CSeq").endsWith("PRACK")) {
            answer = peer.receive();
        }
        return answer;
    }

    private static String rack(String progress) {
        return sequence(progress) + " 1 INVITE";
    }

    private static int sequence(String progress) {
        return Integer.parseInt(RawPeer.header(progress, "RSeq"));
    }

    private String inDialog(String method, String progress, int cseq, String extra, String sdp) {
        return peer.request(method, uri, "p", extra, sdp)
                .replace("To: <" + uri + ">", "To: " + RawPeer.header(progress, "To"))
                .replace("CSeq: 1 ", "CSeq: " + cseq + " ")
                .replace("z9hG4bKp", "z9hG4bK" + cseq);
    }
}
