package io.antiphon.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 4028 over real sockets, with timers that run sixty times as fast. */
class SessionTimerTest {

    private final Heard heard = new Heard(reoffer -> reoffer.answer(Lab.offer(4002)));
    private final Lab.Callers callers = new Lab.Callers(heard);
    private SipEndpoint endpoint;
    private RawPeer peer;
    private String uri = "";

    @BeforeEach
    void start() throws IOException {
        endpoint = Lab.start(callers, 60);
        peer = new RawPeer(Lab.port(endpoint, Transport.UDP));
        uri = "sip:bob@127.0.0.1:" + Lab.port(endpoint, Transport.UDP);
    }

    @AfterEach
    void stop() {
        peer.close();
        endpoint.close();
        assertEquals(0, Lab.count(endpoint, SipMeter.HANDLING_FAILED));
    }

    @ParameterizedTest
    @CsvSource({
            // what they say, what we answer
            "'Supported: timer\r\nSession-Expires: 1800\r\n', 1800;refresher=uac",
            "'Supported: timer\r\nx: 300;refresher=uas\r\nMin-SE: 90\r\n', 300;refresher=uas",
            "'Supported: timer\r\nSession-Expires: 120;refresher=uac\r\n', 120;refresher=uac",
            "'Supported: 100rel, timer\r\nMin-SE: 4000\r\n', 4000;refresher=uac",
            "'Supported: timer\r\nRequire: timer\r\nSession-Expires: 90\r\n', 90;refresher=uac",
            "'Session-Expires: 600\r\n', 600;refresher=uas", "'', 1800;refresher=uas"})
    void answersSayHowLongTheSessionLastsAndWhoRefreshes(String theirs, String ours)
            throws Exception {
        String ok = call("who", theirs).ok();
        assertEquals(ours, RawPeer.header(ok, "Session-Expires"));
        assertEquals("timer,100rel,replaces,norefersub", RawPeer.header(ok, "Supported"));
        assertEquals(ours.endsWith("uac") ? "timer" : "", RawPeer.header(ok, "Require"));
        assertTrue(RawPeer.header(ok, "Allow").contains("UPDATE"), ok);
    }

    @Test
    void sessionsThatAreTooShortAreRefused() throws Exception {
        peer.send(peer.request("INVITE", uri, "short",
                RawCall.SDP + "Supported: timer\r\nSession-Expires: 60\r\n",
                Lab.offer(5000).write()));
        assertEquals("90", RawPeer.header(peer.receive("SIP/2.0 422"), "Min-SE"));
        assertEquals(0, endpoint.liveCalls());
    }

    @Test
    void peerThatDoesNotRefreshHasLostTheCall() throws Exception {
        call("gone", "Supported: timer\r\nSession-Expires: 90;refresher=uac\r\n");
        String bye = peer.receive();
        assertTrue(bye.startsWith("BYE "), bye);
        peer.answer(RawPeer.response(bye, "200 OK", ""));
        assertEquals(new SipEnd(Cause.TIMEOUT, 408, "session expired"), heard.end());
    }

    @Test
    void theirRefreshKeepsTheCall() throws Exception {
        var call = call("keep", "Supported: timer\r\nSession-Expires: 360;refresher=uac\r\n");
        // 360 s are 6 s here, given up after 5.5 s; three refreshes in 6 s.
        for (int i = 0; i < 3; i++) {
            assertFalse(peer.receiveWithin(2_000).isPresent(), "nothing is due");
            call.send("UPDATE", "Supported: timer\r\nSession-Expires: 360;refresher=uac\r\n", "");
            String answer = peer.receive("SIP/2.0 200");
            assertEquals("360;refresher=uac", RawPeer.header(answer, "Session-Expires"));
            assertTrue(RawPeer.header(answer, "Contact").contains("sip:bob@"), answer);
        }
        assertEquals(1, endpoint.liveCalls());
    }

    @Test
    void weRefreshWithAnUpdateWhereTheyTakeIt() throws Exception {
        call("update", """
                Allow: INVITE, ACK, BYE, UPDATE\r
                Supported: timer\r
                Session-Expires: 90;refresher=uas\r
                """);
        for (int i = 0; i < 2; i++) {
            String update = peer.receive();
            assertTrue(update.startsWith("UPDATE "), update);
            assertEquals("90;refresher=uac", RawPeer.header(update, "Session-Expires"));
            assertEquals("0", RawPeer.header(update, "Content-Length"));
            peer.answer(RawPeer.response(update, "200 OK",
                    "Require: timer\r\nSession-Expires: 90;refresher=uac\r\n"));
        }
        assertEquals(1, endpoint.liveCalls());
    }

    @Test
    void weRefreshWithTheSameSessionWhereTheyDoNot() throws Exception {
        String ok = call("again", "Session-Expires: 90\r\n").ok();
        String invite = peer.receive();
        assertTrue(invite.startsWith("INVITE "), invite);
        assertEquals(body(ok), body(invite));
        answerWithSession(invite);
        // On a busy machine our INVITE has been repeated meanwhile.
        peer.receive("ACK ");
        heard.session("renegotiated");
        assertTrue(peer.receive().startsWith("INVITE "), "again and again");
    }

    @Test
    void refreshThatIsRefusedIsTriedAgainUntilTheSessionExpires() throws Exception {
        call("refused", "Session-Expires: 120\r\n");
        int refreshes = 0;
        String message = peer.receive();
        while (!message.startsWith("BYE ")) {
            if (message.startsWith("INVITE ")) {
                refreshes++;
                peer.answer(RawPeer.response(message, "501 Not Implemented", ""));
            }
            message = peer.receive();
        }
        peer.answer(RawPeer.response(message, "200 OK", ""));
        assertEquals(new SipEnd(Cause.TIMEOUT, 408, "session expired"), heard.end());
        // After 60 s, and every 5 s until it is given up after 88 s; not at once and without end.
        assertTrue(refreshes >= 2 && refreshes <= 7, refreshes + " refreshes");
    }

    @Test
    void refreshThatCameInTheWayOfSomethingElseSucceedsLater() throws Exception {
        call("later", "Allow: UPDATE\r\nSession-Expires: 600\r\n");
        String update = peer.receive("UPDATE");
        peer.answer(RawPeer.response(update, "491 Request Pending", ""));
        String again = peer.receive("UPDATE");
        peer.answer(RawPeer.response(again, "200 OK", ""));
        assertFalse(peer.receiveWithin(2_000).isPresent(), "it is refreshed");
        assertEquals(1, endpoint.liveCalls());
    }

    @Test
    void refusedUpdateIsFollowedByAnInvite() throws Exception {
        String ok = call("neither", "Allow: UPDATE\r\nSession-Expires: 600\r\n").ok();
        peer.answer(RawPeer.response(peer.receive("UPDATE"), "501 Not Implemented", ""));
        String invite = peer.receive("INVITE");
        assertEquals(body(ok), body(invite));
    }

    @Test
    void callThatTheyHaveLostIsFoundOutByTheRefresh() throws Exception {
        call("lost", "Allow: UPDATE\r\nSession-Expires: 90\r\n");
        peer.answer(RawPeer.response(peer.receive("UPDATE"), "481 Call Does Not Exist", ""));
        assertEquals(Cause.TIMEOUT, heard.end().cause());
        assertEquals(0, endpoint.liveCalls());
    }

    @Test
    void whoeverWantsLongerSessionsIsAskedAgain() throws Exception {
        endpoint.call(CallTarget.of("sip:bob@127.0.0.1:" + peer.port(), "a"),
                Lab.offer(4000), heard);
        String first = peer.receive("INVITE");
        assertEquals("1800", RawPeer.header(first, "Session-Expires"));
        peer.answer(RawPeer.response(first, "422 Session Interval Too Small", "Min-SE: 3600\r\n"));
        peer.receive("ACK");
        String second = peer.receive("INVITE");
        assertEquals("3600", RawPeer.header(second, "Session-Expires"));
        assertEquals("2 INVITE", RawPeer.header(second, "CSeq"));
    }

    @Test
    void anUpdateMayChangeTheSession() throws Exception {
        var call = call("change", "Supported: timer\r\n");
        call.send("UPDATE", RawCall.SDP, Lab.offer(5002).write());
        heard.session("reoffered");
        assertTrue(body(peer.receive("SIP/2.0 200")).contains("m=audio 4002"));
        // An UPDATE has no ACK: the next change is free to come.
        call.send("UPDATE", "", "");
        peer.receive("SIP/2.0 200");
    }

    @Test
    void anUpdateOfNoCallIsToldSo() throws Exception {
        peer.send(peer.request("UPDATE", uri, "stray", "", ""));
        peer.receive("SIP/2.0 481");
    }

    private RawCall call(String id, String extra) throws Exception {
        var call = new RawCall(peer, endpoint, callers, id, extra);
        heard.session("established");
        return call;
    }

    private void answerWithSession(String invite) throws IOException {
        String sdp = Lab.offer(5000).write();
        peer.answer(RawPeer
                .response(invite, "200 OK",
                        "Contact: <sip:raw@127.0.0.1:" + peer.port() + ">\r\n" + RawCall.SDP)
                .replace("Content-Length: 0\r\n\r\n",
                        "Content-Length: " + sdp.length() + "\r\n\r\n" + sdp));
    }

    private static String body(String message) {
        return message.substring(message.indexOf("\r\n\r\n") + 4);
    }
}
