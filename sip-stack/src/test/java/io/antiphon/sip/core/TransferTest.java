package io.antiphon.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.CallTarget;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.antiphon.sip.account.Credentials;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blind transfers that we ask for, with a peer that answers by hand and timers that run sixty times as fast. */
class TransferTest {

    private final Heard heard = new Heard();
    private final Lab.Callers callers = new Lab.Callers(heard);
    private SipEndpoint endpoint;
    private RawPeer peer;
    private RawCall call;

    @BeforeEach
    void call() throws Exception {
        endpoint = Lab.start(callers, 60);
        peer = new RawPeer(Lab.port(endpoint, Transport.UDP));
        call = new RawCall(peer, endpoint, callers, "refer",
                "Supported: timer\r\nSession-Expires: 7200\r\n");
        heard.session("established");
    }

    @AfterEach
    void stop() {
        peer.close();
        endpoint.close();
        assertEquals(0, Lab.count(endpoint, SipMeter.HANDLING_FAILED));
    }

    @Test
    void newsOfTheOtherCallAreHeardToItsEnd() throws Exception {
        String refer = asked();
        assertEquals("<sip:700@127.0.0.1>", RawPeer.header(refer, "Refer-To"));
        assertTrue(RawPeer.header(refer, "Referred-By").startsWith("<sip:bob@"), refer);
        peer.answer(RawPeer.response(refer, "202 Accepted", ""));
        news("SIP/2.0 100 Trying", "active");
        news("SIP/2.0 180 Ringing", "active");
        assertTrue(heard.isSilent());
        news("SIP/2.0 200 OK", "terminated;reason=noresource");
        assertEquals(new Heard.Transferred(200), heard.next());
        news("SIP/2.0 486 Busy Here", "terminated");
        assertTrue(heard.isSilent(), "only the first word is final");
        assertEquals(1, endpoint.liveCalls());
    }

    @Test
    void otherWhoDoesNotAnswerLeavesTheCallAsItIs() throws Exception {
        peer.answer(RawPeer.response(asked(), "202 Accepted", ""));
        news("SIP/2.0 486 Busy Here", "terminated");
        assertEquals(new Heard.Transferred(486), heard.next());
        call.taken().transfer("sip:701@127.0.0.1");
        assertTrue(peer.receive("REFER").contains("sip:701@127.0.0.1"), "it may be tried again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"405 Method Not Allowed", "603 Decline"})
    void peerThatDoesNotTransferIsTakenAtItsWord(String answer) throws Exception {
        peer.answer(RawPeer.response(asked(), answer, ""));
        assertEquals(new Heard.Transferred(Integer.parseInt(answer.substring(0, 3))),
                heard.next());
        assertEquals(1, endpoint.liveCalls());
    }

    @Test
    void peerThatNeverTellsIsNotWaitedForForEver() throws Exception {
        peer.answer(RawPeer.response(asked(), "202 Accepted", ""));
        assertEquals(new Heard.Transferred(408), heard.next());
    }

    @Test
    void targetThatIsNoneIsRefusedHere() throws Exception {
        call.taken().transfer("tel:+15551234");
        assertEquals(new Heard.Transferred(400), heard.next());
    }

    @Test
    void challengedRequestSaysAgainWhereTo() throws Exception {
        var target = new CallTarget("sip:bob@127.0.0.1:" + peer.port(), "alice", "",
                Optional.of(new Credentials("alice", "secret")), Optional.empty());
        var out = endpoint.call(target, Lab.offer(4000), heard);
        String invite = peer.receive("INVITE ");
        String sdp = Lab.offer(5004).write();
        peer.answer(RawPeer
                .response(invite, "200 OK",
                        "Contact: <sip:raw@127.0.0.1:" + peer.port() + ">\r\n" + RawCall.SDP)
                .replace("Content-Length: 0\r\n\r\n",
                        "Content-Length: " + sdp.length() + "\r\n\r\n" + sdp));
        heard.session("answered");
        out.transfer("sip:700@127.0.0.1");
        peer.answer(RawPeer.response(peer.receive("REFER "), "401 Unauthorized",
                "WWW-Authenticate: Digest realm=\"pbx\", nonce=\"n1\", algorithm=MD5\r\n"));
        String signed = peer.receive("REFER ");
        assertTrue(signed.contains("Authorization: Digest"), signed);
        assertEquals("<sip:700@127.0.0.1>", RawPeer.header(signed, "Refer-To"));
    }

    @Test
    void otherNewsAreNotMistakenForIt() throws Exception {
        peer.answer(RawPeer.response(asked(), "202 Accepted", ""));
        call.send("NOTIFY", """
                Event: message-summary\r
                Subscription-State: active\r
                Content-Type: message/sipfrag\r
                """, "SIP/2.0 200 OK");
        peer.receive("SIP/2.0 200");
        assertTrue(heard.isSilent());
    }

    private String asked() throws IOException {
        call.taken().transfer("sip:700@127.0.0.1");
        return peer.receive("REFER ");
    }

    private void news(String statusLine, String state) throws IOException {
        call.send("NOTIFY", "Event: refer\r\nSubscription-State: " + state
                + "\r\nContent-Type: message/sipfrag;version=2.0\r\n", statusLine + "\r\n");
        peer.receive("SIP/2.0 200");
    }
}
