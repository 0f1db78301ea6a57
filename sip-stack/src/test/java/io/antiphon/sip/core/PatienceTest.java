package io.antiphon.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.CallTarget;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.SipEnd.Cause;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens when the other side says nothing; with timers that run forty times as fast. */
class PatienceTest {

    private final Heard heard = new Heard(reoffer -> reoffer.answer(Lab.offer(4002)));
    private final Lab.Callers callers = new Lab.Callers(heard);
    private SipEndpoint endpoint;
    private RawPeer peer;

    @BeforeEach
    void start() throws IOException {
        endpoint = Lab.start(callers, 40);
        peer = new RawPeer(Lab.port(endpoint, Transport.UDP));
    }

    @AfterEach
    void stop() {
        peer.close();
        endpoint.close();
        assertEquals(0, Lab.count(endpoint, SipMeter.HANDLING_FAILED));
    }

    @Test
    void aCallWithoutAckIsEndedWithBye() throws Exception {
        String uri = "sip:bob@127.0.0.1:" + Lab.port(endpoint, Transport.UDP);
        peer.send(peer.request("INVITE", uri, "noack", "Content-Type: application/sdp\r\n",
                Lab.offer(5000).write()));
        callers.next().accept(Lab.offer(4002));
        int oks = 0;
        String message = peer.receive();
        while (!message.startsWith("BYE ")) {
            oks += message.startsWith("SIP/2.0 200") ? 1 : 0;
            message = peer.receive();
        }
        peer.answer(RawPeer.response(message, "200 OK", ""));
        // T1, 2 T1 and so on up to T2, for 64 T1: ten or eleven times with the first, fewer on a busy machine.
        assertTrue(oks >= 6 && oks <= 12, "200 came " + oks + " times");
        assertEquals(new SipEnd(Cause.TIMEOUT, 408, "no ACK"), heard.end());
        assertEquals(0, endpoint.liveCalls());
    }

    @Test
    void aReofferThatIsNeverAcknowledgedEndsTheCallToo() throws Exception {
        String uri = "sip:bob@127.0.0.1:" + Lab.port(endpoint, Transport.UDP);
        String invite = peer.request("INVITE", uri, "re", "Content-Type: application/sdp\r\n",
                Lab.offer(5000).write());
        peer.send(invite);
        callers.next().accept(Lab.offer(4002));
        String to = RawPeer.header(peer.receive("SIP/2.0 200"), "To");
        String inside = invite.replace("To: <" + uri + ">", "To: " + to);
        peer.send(inside.replace("INVITE", "ACK"));
        heard.session("established");
        peer.send(inside.replace("CSeq: 1", "CSeq: 2").replace("z9hG4bK", "z9hG4bK2"));
        heard.session("reoffered");
        peer.answer(RawPeer.response(peer.receive("BYE"), "200 OK", ""));
        assertEquals(new SipEnd(Cause.TIMEOUT, 408, "no ACK"), heard.end());
    }

    @Test
    void aCallThatNobodyAnswersTimesOut() throws Exception {
        endpoint.call(CallTarget.of("sip:bob@127.0.0.1:" + peer.port(), "a"), Lab.offer(4000),
                heard);
        peer.receive("INVITE");
        peer.receive("INVITE");
        assertEquals(Cause.UNREACHABLE, heard.end().cause());
    }

    @Test
    void aCallThatRingsTooLongIsCancelled() throws Exception {
        endpoint.call(CallTarget.of("sip:bob@127.0.0.1:" + peer.port(), "a"), Lab.offer(4000),
                heard);
        String invite = peer.receive("INVITE");
        peer.answer(RawPeer.response(invite, "180 Ringing", ""));
        assertEquals(new Heard.Ringing(180, false), heard.next());
        String cancel = peer.receive("CANCEL");
        assertEquals(RawPeer.header(invite, "Via"), RawPeer.header(cancel, "Via"));
        peer.answer(RawPeer.response(cancel, "200 OK", ""));
        peer.answer(RawPeer.response(invite, "487 Request Terminated", ""));
        peer.receive("ACK");
        assertEquals(new SipEnd(Cause.TIMEOUT, 408, "rang too long"), heard.end());
    }

    /** RFC 3261, section 9.1: no CANCEL before there is a word, and one as soon as there is. */
    @Test
    void aCallGivenUpLongBeforeTheFirstWordIsCancelledByIt() throws Exception {
        var call = endpoint.call(CallTarget.of("sip:bob@127.0.0.1:" + peer.port(), "a"),
                Lab.offer(4000), heard);
        String invite = peer.receive("INVITE");
        call.hangUp();
        assertEquals(Cause.CANCELLED, heard.end().cause());
        peer.answer(RawPeer.response(invite, "180 Ringing", ""));
        String cancel = peer.receive("CANCEL");
        peer.answer(RawPeer.response(cancel, "200 OK", ""));
        peer.answer(RawPeer.response(invite, "487 Request Terminated", ""));
        peer.receive("ACK");
    }

    @Test
    void aCallThatNobodyTakesHereIsRefusedInTheEnd() throws Exception {
        String uri = "sip:bob@127.0.0.1:" + Lab.port(endpoint, Transport.UDP);
        peer.send(peer.request("INVITE", uri, "idle", "", ""));
        callers.next().ring();
        peer.receive("SIP/2.0 480");
        assertEquals(Cause.TIMEOUT, heard.end().cause());
    }

    @Test
    void theLibraryKeepsNoThreadOfItsOwn() throws InterruptedException {
        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().contains("EventScanner")) {
                thread.join(5_000);
            }
        }
        assertTrue(Thread.getAllStackTraces()
                .keySet()
                .stream()
                .map(Thread::getName)
                .noneMatch(name -> name.contains("EventScanner") || name.contains("ReInvite")
                        || name.contains("jain") || name.startsWith("Timer-")));
    }
}
