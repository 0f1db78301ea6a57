package io.antiphon.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.IncomingCall;
import io.antiphon.sip.Referral;
import io.antiphon.sip.SipEnd.Cause;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** REFERs that a peer sends by hand within a call, and INVITEs that want another call's place. */
class ReferralTest {

    private final Heard heard = new Heard();
    private final Lab.Callers callers = new Lab.Callers(heard);
    private SipEndpoint endpoint;
    private RawPeer peer;
    private RawCall call;

    @BeforeEach
    void call() throws Exception {
        endpoint = Lab.start(callers);
        peer = new RawPeer(Lab.port(endpoint, Transport.UDP));
        call = new RawCall(peer, endpoint, callers, "old", "");
        heard.session("established");
    }

    @AfterEach
    void stop() {
        peer.close();
        endpoint.close();
        assertEquals(0, Lab.count(endpoint, SipMeter.HANDLING_FAILED));
    }

    @Test
    void newsOfTheOtherCallAreToldToItsEnd() throws Exception {
        var referral = referred(
                "Refer-To: <sip:700@127.0.0.1;transport=udp>\r\nReferred-By: <sip:boss@pbx>\r\n");
        assertEquals("sip:700@127.0.0.1;transport=udp", referral.target());
        assertEquals(Optional.empty(), referral.replaces());
        assertEquals(Optional.of("<sip:boss@pbx>"), referral.referredBy());
        referral.accept();
        peer.receive("SIP/2.0 202");
        assertNews("SIP/2.0 100 Trying", "active;expires=200");
        referral.progress(180);
        assertNews("SIP/2.0 180 Ringing", "active;expires=200");
        referral.progress(200);
        assertNews("SIP/2.0 200 OK", "terminated;reason=noresource");
        referral.progress(486);
        assertTrue(peer.receiveWithin(300).isEmpty(), "only the first final word counts");
        assertEquals(1, endpoint.liveCalls());
    }

    @Test
    void failureIsTheLastNewsAndTheCallGoesOn() throws Exception {
        var referral = referred("Refer-To: sip:700@127.0.0.1\r\n");
        referral.accept();
        peer.receive("SIP/2.0 202");
        assertNews("SIP/2.0 100 Trying", "active;expires=200");
        referral.progress(486);
        assertNews("SIP/2.0 486", "terminated;reason=noresource");
        assertEquals(1, endpoint.liveCalls());
    }

    @Test
    void refusedReferralIsOver() throws Exception {
        var referral = referred("Refer-To: <sip:700@127.0.0.1>\r\n");
        referral.refuse(603, "Decline");
        referral.accept();
        peer.receive("SIP/2.0 603");
        assertTrue(peer.receiveWithin(300).isEmpty());
    }

    @Test
    void whoeverWantsNoNewsGetsNone() throws Exception {
        var referral = referred("""
                Refer-To: <sip:700@127.0.0.1>\r
                Refer-Sub: false\r
                Supported: norefersub\r
                """);
        referral.accept();
        referral.progress(200);
        assertEquals("false", RawPeer.header(peer.receive("SIP/2.0 202"), "Refer-Sub"));
        assertTrue(peer.receiveWithin(300).isEmpty());
    }

    @Test
    void placeInACallStandsEscapedInTheTarget() throws Exception {
        var referral = referred(
                "Refer-To: <sip:700@127.0.0.1?Replaces=abc%40host%3Bto-tag%3D1%3Bfrom-tag%3D2>\r\n");
        assertEquals("sip:700@127.0.0.1", referral.target());
        assertEquals(Optional.of("abc@host;to-tag=1;from-tag=2"), referral.replaces());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Refer-To: <tel:+1555>\r\n", "Refer-To: <http://pbx/>\r\n",
            "Refer-To: <sip:a@127.0.0.1;method=BYE>\r\n"})
    void referralThatNamesNobodyToCallIsRefused(String header) throws Exception {
        call.send("REFER", header, "");
        peer.receive("SIP/2.0 400");
        assertTrue(heard.isSilent());
    }

    @Test
    void endOfTheCallEndsTheNewsToo() throws Exception {
        var referral = referred("Refer-To: <sip:700@127.0.0.1>\r\n");
        call.send("BYE", "", "");
        peer.receive("SIP/2.0 487");
        referral.accept();
        referral.progress(200);
        assertEquals(Cause.HANGUP_REMOTE, heard.end().cause());
    }

    @Test
    void peerIsAskedToTakeOurPlaceInAnotherCall() throws Exception {
        try (var other = new RawPeer(Lab.port(endpoint, Transport.UDP))) {
            var consulted = new RawCall(other, endpoint, callers, "consult", "");
            heard.session("established");
            call.taken().transfer(consulted.taken());
            String refer = peer.receive("REFER");
            String ourTag = RawPeer.header(consulted.ok(), "To").replaceAll(".*tag=", "");
            assertEquals("<sip:raw@127.0.0.1:" + other.port()
                    + "?Replaces=consult%3Bto-tag%3Dfconsult%3Bfrom-tag%3D"
                    + ourTag + ">", RawPeer.header(refer, "Refer-To"));
            peer.answer(RawPeer.response(refer, "202 Accepted", ""));
            consulted.send("BYE", "", "");
            heard.end();
            call.taken().transfer(consulted.taken());
            assertEquals(new Heard.Transferred(481), heard.next(),
                    "nobody to be in a call with any more");
        }
    }

    @Test
    void otherCallTakesThePlaceOfOneThatIsUp() throws Exception {
        var next = replacing(call.ok(), "");
        assertEquals(Optional.of(call.taken().id()), next.replaces());
        next.accept(Lab.offer(4006));
        String bye = peer.receive("BYE");
        assertEquals("old", RawPeer.header(bye, "Call-ID"));
        peer.answer(RawPeer.response(bye, "200 OK", ""));
        assertEquals(Cause.HANGUP_LOCAL, heard.end().cause());
    }

    @ParameterizedTest
    @CsvSource({"481,other;to-tag=OURS;from-tag=fold", "481,old;to-tag=x;from-tag=fold",
            "486,old;to-tag=OURS;from-tag=fold;early-only", "400,old;to-tag=OURS"})
    void placeOfNobodyIsRefused(int status, String replaces) throws Exception {
        peer.send(peer.request("INVITE", uri(), "new",
                "Replaces: " + replaces.replace("OURS", ourTag(call.ok())) + "\r\n", ""));
        peer.receive("SIP/2.0 " + status);
        assertEquals(1, endpoint.liveCalls());
        assertTrue(heard.isSilent());
    }

    @Test
    void placeOfACallThatRingsHereCannotBeTaken() throws Exception {
        peer.send(peer.request("INVITE", uri(), "rings", "", ""));
        callers.next().ring();
        String ringing = peer.receive("SIP/2.0 180");
        peer.send(peer.request("INVITE", uri(), "new", "Replaces: rings;from-tag=frings;to-tag="
                + ourTag(ringing) + "\r\n", ""));
        peer.receive("SIP/2.0 481");
    }

    private IncomingCall replacing(String ok, String more) throws Exception {
        peer.send(
                peer.request("INVITE", uri(), "new",
                        "Require: replaces\r\nReplaces: old;from-tag=fold;to-tag="
                                + ourTag(ok) + more + "\r\n" + RawCall.SDP,
                        Lab.offer(5004).write()));
        return callers.next();
    }

    private Referral referred(String headers) throws Exception {
        call.send("REFER", headers, "");
        return assertInstanceOf(Referral.class, heard.next());
    }

    private void assertNews(String line, String state) throws IOException {
        String notify = peer.receive("NOTIFY");
        assertEquals("refer;id=2", RawPeer.header(notify, "Event"));
        assertEquals(state, RawPeer.header(notify, "Subscription-State"));
        assertEquals("message/sipfrag;version=2.0", RawPeer.header(notify, "Content-Type"));
        assertTrue(notify.contains("\r\n\r\n" + line) && notify.endsWith("\r\n"), notify);
        peer.answer(RawPeer.response(notify, "200 OK", ""));
    }

    private static String ourTag(String ok) {
        return RawPeer.header(ok, "To").replaceAll(".*tag=", "");
    }

    private String uri() {
        return "sip:bob@127.0.0.1:" + Lab.port(endpoint, Transport.UDP);
    }
}
