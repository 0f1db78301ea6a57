package io.antiphon.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.CallTarget;
import io.antiphon.sip.OutgoingCall;
import io.antiphon.sip.SipEnd.Cause;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.antiphon.sip.sdp.SessionDescription;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of ours that several phones, or a proxy in front of them, answer by hand. */
class ForkTest {

    private final Heard heard = new Heard(reoffer -> reoffer.answer(Lab.offer(4000)));
    private SipEndpoint endpoint;
    private RawPeer peer;
    private OutgoingCall call;
    private String invite = "";

    @BeforeEach
    void call() throws Exception {
        endpoint = Lab.start(_ -> {});
        peer = new RawPeer(Lab.port(endpoint, Transport.UDP));
        call = endpoint.call(CallTarget.of("sip:all@127.0.0.1:" + peer.port(), "alice"),
                Lab.offer(4000), heard);
        invite = peer.receive("INVITE");
        assertTrue(RawPeer.header(invite, "Supported").contains("100rel"), invite);
        assertTrue(RawPeer.header(invite, "Allow").contains("PRACK"), invite);
    }

    @AfterEach
    void stop() {
        peer.close();
        endpoint.close();
        assertEquals(0, Lab.count(endpoint, SipMeter.HANDLING_FAILED));
    }

    @Test
    void reliableAnswerIsAcknowledgedAndItsSessionCounts() throws Exception {
        says("183 Session Progress", "a", 5000, 17);
        assertEquals(new Heard.Ringing(183, true), heard.next());
        String prack = peer.receive("PRACK");
        assertEquals("17 1 INVITE", RawPeer.header(prack, "RAck"));
        assertTrue(RawPeer.header(prack, "To").endsWith("tag=a"), prack);
        peer.answer(RawPeer.response(prack, "200 OK", ""));
        says("200 OK", "a", 5999, 0);
        assertEquals(5000, port(heard.session("answered")));
        peer.receive("ACK");
    }

    @Test
    void reliableAnswerOutOfOrderIsPassedOver() throws Exception {
        says("183 Session Progress", "a", 5000, 17);
        heard.next();
        agree("PRACK");
        says("183 Session Progress", "a", 5000, 17);
        says("180 Ringing", "a", 0, 19);
        assertTrue(peer.receiveWithin(300).isEmpty(), "neither repeated nor ahead of its time");
        says("180 Ringing", "a", 0, 18);
        assertEquals(new Heard.Ringing(180, false), heard.next());
        assertEquals("18 1 INVITE", RawPeer.header(agree("PRACK"), "RAck"));
        assertTrue(heard.isSilent());
    }

    @Test
    void eachPhoneThatRingsHasAnOrderOfItsOwnAndTheOneThatAnswersIsTheCall() throws Exception {
        says("183 Session Progress", "a", 5000, 7);
        assertEquals(new Heard.Ringing(183, true), heard.next());
        assertTrue(RawPeer.header(agree("PRACK"), "To").endsWith("tag=a"));
        says("183 Session Progress", "b", 5002, 3);
        assertEquals(new Heard.Ringing(183, true), heard.next());
        assertTrue(RawPeer.header(agree("PRACK"), "To").endsWith("tag=b"));
        says("200 OK", "a", 0, 0);
        assertEquals(5000, port(heard.session("answered")), "the session of the one that answered");
        assertTrue(RawPeer.header(peer.receive("ACK"), "To").endsWith("tag=a"));
        call.hangUp();
        assertTrue(RawPeer.header(agree("BYE"), "To").endsWith("tag=a"));
        assertEquals(Cause.HANGUP_LOCAL, heard.end().cause());
    }

    /** Whoever makes phones up has no end of them. */
    @Test
    void soManyPhonesRingAndTheOthersAreHeardOnceTheyAnswer() throws Exception {
        for (int i = 0; i < 40; i++) {
            says("183 Session Progress", "p" + i, 5000 + 2 * i, 7);
        }
        for (int i = 0; i < 32; i++) {
            assertEquals(new Heard.Ringing(183, true), heard.next());
            agree("PRACK");
        }
        assertTrue(peer.receiveWithin(300).isEmpty());
        assertTrue(heard.isSilent());
        says("200 OK", "p39", 6000, 0);
        assertEquals(6000, port(heard.session("answered")));
        assertTrue(RawPeer.header(peer.receive("ACK"), "To").endsWith("tag=p39"));
        call.hangUp();
        assertTrue(RawPeer.header(agree("BYE"), "To").endsWith("tag=p39"));
    }

    @Test
    void phoneThatAnswersTooIsThankedAndSentAway() throws Exception {
        says("180 Ringing", "a", 0, 0);
        says("180 Ringing", "b", 0, 0);
        heard.next();
        heard.next();
        says("200 OK", "b", 5002, 0);
        assertEquals(5002, port(heard.session("answered")));
        assertTrue(RawPeer.header(peer.receive("ACK"), "To").endsWith("tag=b"));
        says("200 OK", "a", 5000, 0);
        assertTrue(RawPeer.header(peer.receive("ACK"), "To").endsWith("tag=a"));
        assertTrue(RawPeer.header(agree("BYE"), "To").endsWith("tag=a"));
        says("200 OK", "c", 5004, 0);
        assertTrue(RawPeer.header(peer.receive("ACK"), "To").endsWith("tag=c"));
        assertTrue(RawPeer.header(agree("BYE"), "To").endsWith("tag=c"));
        assertEquals(1, endpoint.liveCalls());
        assertTrue(heard.isSilent());
    }

    @Test
    void answerThatCrossesOurCancelIsThankedAndSentAway() throws Exception {
        says("180 Ringing", "a", 0, 0);
        heard.next();
        call.hangUp();
        String cancel = peer.receive("CANCEL");
        says("200 OK", "a", 5000, 0);
        peer.answer(RawPeer.response(cancel, "200 OK", ""));
        peer.receive("ACK");
        agree("BYE");
        assertEquals(Cause.CANCELLED, heard.end().cause());
        assertEquals(0, endpoint.liveCalls());
    }

    @Test
    void updateOfAnEarlySessionIsAnsweredOnceItIsAgreed() throws Exception {
        says("183 Session Progress", "a", 5000, 7);
        heard.next();
        agree("PRACK");
        peer.answer(theirs("UPDATE", "a", 1, Lab.offer(5006)));
        assertEquals(5006, port(heard.session("reoffered")));
        String ok = peer.receive("SIP/2.0 200");
        assertTrue(ok.contains("m=audio 4000"), ok);
        says("200 OK", "a", 0, 0);
        heard.session("answered");
    }

    @Test
    void updateIsToldToWaitWhileOurOfferIsOpen() throws Exception {
        says("180 Ringing", "a", 0, 0);
        heard.next();
        peer.answer(theirs("UPDATE", "a", 1, Lab.offer(5006)));
        peer.receive("SIP/2.0 491");
    }

    @Test
    void otherPlaceToCallIsToldAndNotFollowed() throws Exception {
        peer.answer(RawPeer.response(invite, "302 Moved Temporarily",
                "Contact: <sip:other@127.0.0.1>\r\n"));
        peer.receive("ACK");
        var end = heard.end();
        assertEquals(Cause.REJECTED, end.cause());
        assertEquals(302, end.status());
        assertTrue(peer.receiveWithin(300).isEmpty());
    }

    private String agree(String method) throws IOException {
        String request = peer.receive(method + " ");
        peer.answer(RawPeer.response(request, "200 OK", ""));
        return request;
    }

    /** A response of one phone to the INVITE; with a session at that port, and reliably in that order, unless 0. */
    private void says(String status, String tag, int port, int sequence) throws IOException {
        String sdp = port == 0 ? "" : Lab.offer(port).write();
        peer.answer(RawPeer.response(invite, status,
                "Contact: <sip:" + tag + "@127.0.0.1:" + peer.port() + ">\r\n"
                        + (sequence == 0 ? "" : "Require: 100rel\r\nRSeq: " + sequence + "\r\n")
                        + (port == 0 ? "" : RawCall.SDP))
                .replace("tag=raw", "tag=" + tag)
                .replace("Content-Length: 0\r\n\r\n",
                        "Content-Length: " + sdp.length() + "\r\n\r\n" + sdp));
    }

    /** A request of that phone's within the early dialog. */
    private String theirs(String method, String tag, int cseq, SessionDescription sdp) {
        String body = sdp.write();
        return method + " sip:alice@127.0.0.1:" + Lab.port(endpoint, Transport.UDP) + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:" + peer.port() + ";branch=z9hG4bKtheirs" + cseq
                + "\r\n"
                + "Max-Forwards: 70\r\nFrom: " + RawPeer.header(invite, "To") + ";tag=" + tag
                + "\r\nTo: "
                + RawPeer.header(invite, "From") + "\r\nCall-ID: "
                + RawPeer.header(invite, "Call-ID")
                + "\r\nCSeq: " + cseq + " " + method + "\r\nContact: <sip:" + tag + "@127.0.0.1:"
                + peer.port() + ">\r\n" + RawCall.SDP + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private static int port(Heard.Session session) {
        return session.sdp().orElseThrow().media().getFirst().port();
    }
}
