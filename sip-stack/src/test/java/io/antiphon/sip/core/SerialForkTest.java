package io.antiphon.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.CallTarget;
import io.antiphon.sip.OutgoingCall;
import io.antiphon.sip.SipEnd.Cause;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.trunk.Admission;
import io.antiphon.sip.trunk.Strangers;
import io.antiphon.sip.trunk.Trunk;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call to a trunk that has registered two places, played by hand. */
class SerialForkTest {

    private static final String CHALLENGE = "WWW-Authenticate: Digest realm=\"pbx\", nonce=\"n1\","
            + " algorithm=SHA-256, qop=\"auth\"\r\n";

    private final Heard alice = new Heard();
    private SipEndpoint endpoint;
    private RawPeer first;
    private RawPeer second;

    @BeforeEach
    void start() throws IOException {
        start(1);
    }

    private void start(int haste) throws IOException {
        first = new RawPeer(0);
        var trunk = new Trunk("pbx", List.of(), Optional.of(new Credentials("agent", "secret")),
                Optional.empty(), Optional.of("sip:127.0.0.1:" + first.port()), List.of());
        endpoint = Lab.start(_ -> {}, haste,
                new Admission(List.of(trunk), Strangers.SILENT, 1_000));
        second = new RawPeer(Lab.port(endpoint, Transport.UDP));
    }

    @AfterEach
    void stop() {
        endpoint.close();
        first.close();
        second.close();
        assertEquals(0, Lab.count(endpoint, SipMeter.HANDLING_FAILED));
    }

    /** Both are registered by the second; the first is preferred. */
    private OutgoingCall calledAtBoth() throws IOException {
        String uri = "sip:127.0.0.1";
        String register = second.request("REGISTER", uri, "reg", "", "")
                .replace("To: <" + uri + ">", "To: <sip:agent@127.0.0.1>")
                .replaceFirst("Contact: .*\r\n", "Contact: <sip:b@127.0.0.1:" + second.port()
                        + ">;q=0.5, <sip:a@127.0.0.1:" + first.port() + ">;q=0.9\r\n");
        second.send(register);
        var signer = Signer.of(second.receive("SIP/2.0 401"), "agent", "secret", "SHA-256");
        second.send(register.replace("CSeq: 1", signer.header("REGISTER", uri) + "CSeq: 2")
                .replace("z9hG4bK", "z9hG4bK2"));
        second.receive("SIP/2.0 200");
        return endpoint.call(CallTarget.of("sip:200@pbx", "600"), Lab.offer(4000), alice);
    }

    /** Answers an INVITE with a refusal, which is acknowledged. */
    private static String refused(RawPeer place, String status, String extra) throws IOException {
        String invite = place.receive("INVITE");
        place.answer(RawPeer.response(invite, status, extra));
        assertTrue(place.receive("ACK").startsWith("ACK "));
        return invite;
    }

    @Test
    void whoeverTakesTheCallAfterAnotherRefusedHasIt() throws Exception {
        var call = calledAtBoth();
        String refused = refused(first, "404 Not Found", "");
        assertTrue(refused.startsWith("INVITE sip:200@127.0.0.1:" + first.port() + " "), refused);
        String invite = second.receive("INVITE sip:200@127.0.0.1:" + second.port() + " ");
        assertEquals(RawPeer.header(refused, "Call-ID"), RawPeer.header(invite, "Call-ID"));
        assertEquals(RawPeer.header(refused, "From"), RawPeer.header(invite, "From"));
        assertNotEquals(RawPeer.header(refused, "CSeq"), RawPeer.header(invite, "CSeq"));
        second.answer(RawPeer.response(invite, "180 Ringing", ""));
        assertEquals(new Heard.Ringing(180, false), alice.next());
        String sdp = Lab.offer(5000).write();
        second.answer(RawPeer.response(invite, "200 OK", "Contact: <sip:b@127.0.0.1:"
                + second.port() + ">\r\nContent-Type: application/sdp\r\n")
                .replace("Content-Length: 0\r\n\r\n",
                        "Content-Length: " + sdp.length() + "\r\n\r\n" + sdp));
        alice.session("answered");
        assertTrue(second.receive().startsWith("ACK "));
        assertEquals(second.port(), call.peer().orElseThrow().getPort());
        call.hangUp();
        second.answer(RawPeer.response(second.receive("BYE"), "200 OK", ""));
        assertEquals(Cause.HANGUP_LOCAL, alice.end().cause());
    }

    /** The best answer is that of the call (RFC 3261, section 16.7, step 6). */
    @ParameterizedTest
    @CsvSource({"486 Busy Here,404 Not Found,404", "486 Busy Here,503 Service Unavailable,486",
            "500 Server Internal Error,486 Busy Here,486", "486 Busy Here,603 Decline,603"})
    void whereBothRefuseTheBetterAnswerCounts(String one, String other, int told)
            throws Exception {
        calledAtBoth();
        refused(first, one, "");
        refused(second, other, "");
        assertEquals(told, alice.end().status());
    }

    @Test
    void whatIsRefusedEverywhereIsTriedNowhereElse() throws Exception {
        calledAtBoth();
        refused(first, "603 Decline", "");
        assertEquals(603, alice.end().status());
        assertEquals(Optional.empty(), second.receiveWithin(100));
    }

    @Test
    void aPlaceThatIsSilentIsLeftForTheNext() throws Exception {
        stop();
        start(20);
        calledAtBoth();
        first.receive("INVITE");
        refused(second, "486 Busy Here", "");
        assertEquals(486, alice.end().status());
    }

    @Test
    void aCallThatWasGivenUpGoesToNobodyElse() throws Exception {
        var call = calledAtBoth();
        String invite = first.receive("INVITE");
        first.answer(RawPeer.response(invite, "180 Ringing", ""));
        alice.next();
        call.hangUp();
        first.answer(RawPeer.response(first.receive("CANCEL"), "200 OK", ""));
        first.answer(RawPeer.response(invite, "487 Request Terminated", ""));
        assertEquals(Cause.CANCELLED, alice.end().cause());
        assertEquals(Optional.empty(), second.receiveWithin(100));
    }

    @Test
    void eachPlaceThatAsksWhoWeAreIsToldWithTheTrunksPassword() throws Exception {
        calledAtBoth();
        for (var place : List.of(first, second)) {
            refused(place, "401 Unauthorized", CHALLENGE);
            String signed = refused(place, "486 Busy Here", "");
            assertTrue(RawPeer.header(signed, "Authorization").contains("username=\"agent\""),
                    signed);
        }
        assertEquals(486, alice.end().status());
    }

    @Test
    void theAddressOfATrunkIsToldItToo() throws Exception {
        endpoint.call(CallTarget.of("sip:200@pbx", "600"), Lab.offer(4000), alice);
        refused(first, "407 Proxy Authentication Required", CHALLENGE.replace("WWW", "Proxy"));
        String signed = refused(first, "407 Proxy Authentication Required",
                CHALLENGE.replace("WWW", "Proxy"));
        assertTrue(RawPeer.header(signed, "Proxy-Authorization").contains("username=\"agent\""),
                signed);
        assertEquals(407, alice.end().status());
    }

    @Test
    void thePasswordOfWhoeverCallsCountsBeforeThatOfTheTrunk() throws Exception {
        endpoint.call(new CallTarget("sip:200@pbx", "600", "",
                Optional.of(new Credentials("600", "other")), Optional.empty()),
                Lab.offer(4000), alice);
        refused(first, "401 Unauthorized", CHALLENGE);
        String signed = refused(first, "486 Busy Here", "");
        assertTrue(RawPeer.header(signed, "Authorization").contains("username=\"600\""), signed);
    }
}
