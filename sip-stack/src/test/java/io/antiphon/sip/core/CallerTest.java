package io.antiphon.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.CallerIdentity;
import io.antiphon.sip.CallerIdentity.Redirection;
import io.antiphon.sip.CallerIdentity.Source;
import io.antiphon.sip.IncomingCall;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who calls, by whatever header says so, from a peer that writes them by hand. */
class CallerTest {

    private static final String ASSERTED = "P-Asserted-Identity: \"Ann, A. \\\"Lee\\\"\" <sip:+15551234@pbx>\r\n";

    private final Lab.Callers callers = new Lab.Callers(new Heard());
    private SipEndpoint endpoint;
    private RawPeer peer;

    @BeforeEach
    void start() throws IOException {
        endpoint = Lab.start(callers);
        peer = new RawPeer(Lab.port(endpoint, Transport.UDP));
    }

    @AfterEach
    void stop() {
        peer.close();
        endpoint.close();
        assertEquals(0, Lab.count(endpoint, SipMeter.HANDLING_FAILED));
    }

    @Test
    void whatTrustedPeersAssertCountsAndNobodyElses() throws Exception {
        var call = called(ASSERTED + "Remote-Party-ID: <sip:999@pbx>;party=calling\r\n");
        assertEquals(caller("+15551234", "Ann, A. \"Lee\"", Source.P_ASSERTED_IDENTITY, false),
                call.caller(true));
        assertEquals(caller("raw", "", Source.FROM, false), call.caller(false));
    }

    @Test
    void remotePartyIdCountsWhereNothingIsAsserted() throws Exception {
        var call = called("""
                Remote-Party-ID: <sip:1@pbx>;party=called\r
                Remote-Party-ID: "Bo" <sip:200@pbx>;party=calling;screen=yes;privacy=off\r
                """);
        assertEquals(caller("200", "Bo", Source.REMOTE_PARTY_ID, false), call.caller(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<tel:+1-555-1234;phone-context=x>",
            "<sip:+1-555-1234;npdi@pbx;user=phone>",
            "sip:%2B1-555-1234@pbx", "<sip:pbx>, <tel:+1-555-1234>"})
    void numberIsReadInEveryForm(String written) throws Exception {
        var call = called("P-Asserted-Identity: " + written + "\r\n");
        assertEquals("+1-555-1234", call.caller(true).number());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Privacy: id", "Privacy: header;user", "Privacy: none\r\nPrivacy: id",
            "Remote-Party-ID: <sip:1@pbx>;privacy=full"})
    void wishForPrivacyIsTold(String header) throws Exception {
        var call = called(ASSERTED + header + "\r\n");
        assertTrue(call.caller(true).isAnonymous());
        assertEquals("+15551234", call.caller(true).number());
    }

    @Test
    void anonymousFromIsAWishForPrivacyToo() throws Exception {
        peer.send(peer.request("INVITE", uri(), "anonymous", "", "")
                .replace("From: <sip:raw@127.0.0.1>",
                        "From: \"Anonymous\" <sip:anonymous@anonymous.invalid>"));
        assertTrue(callers.next().caller(false).isAnonymous());
    }

    @Test
    void diversionsAreToldTheLastFirst() throws Exception {
        var call = called("""
                Diversion: <sip:300@pbx>;reason=no-answer;counter=1, <sip:301@pbx>\r
                Diversion: "Hunt" <sip:302@pbx>;reason="user-busy"\r
                """);
        assertEquals(List.of(new Redirection("300", "no-answer"), new Redirection("301", "unknown"),
                new Redirection("302", "user-busy")), call.caller(false).redirectedBy());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "<sip:400@pbx>;index=1, <sip:401@pbx;cause=486>;index=1.1;mp=1, <sip:bob@pbx;cause=302>;index=1.2;mp=1.1",
            "<sip:400@pbx?Reason=SIP%3Bcause%3D486>;index=1, <sip:401@pbx?Reason=SIP%3Bcause%3D302%3Btext%3D%22x%22>;index=1.1, <sip:bob@pbx>;index=1.2"})
    void historyTellsWhereThereIsNoDiversion(String history) throws Exception {
        var call = called("History-Info: " + history + "\r\n");
        assertEquals(List.of(new Redirection("401", "unconditional"),
                new Redirection("400", "user-busy")), call.caller(false).redirectedBy());
    }

    @Test
    void dialledNumberStandsInTheRequestLineAndTheFirstOneInTo() throws Exception {
        peer.send(peer.request("INVITE", uri(), "did", "", "")
                .replace("To: <" + uri() + ">", "To: <sip:%2B15559999@pbx>"));
        var call = callers.next();
        assertEquals("bob", call.requestUser());
        assertEquals("+15559999", call.toUser());
    }

    @ParameterizedTest
    @CsvSource({"4f7264657220343731;encoding=hex,Order 471", "4f7264657220343731,Order 471",
            "00ff0102;encoding=hex,00ff0102", "4711;encoding=dec,4711"})
    void userToUserIsReadWhereItIsText(String written, String read) throws Exception {
        assertEquals(Map.of("user-to-user", read),
                called("User-to-User: " + written + "\r\n").extras());
    }

    @Test
    void headersOfOthersAreBoundedAndOfOneLine() throws Exception {
        var many = new StringBuilder(
                "X-Account: 4711\r\nx-account: 2\r\nX-Evil: a\u0007\u202eb\r\n c\r\nX-Long: "
                        + "y".repeat(600) + "\r\nY-Other: no\r\n");
        for (int i = 0; i < 40; i++) {
            many.append("X-").append(i).append(": v\r\n");
        }
        var extras = called(many.toString()).extras();
        assertEquals("4711", extras.get("x-account"));
        assertEquals("a??b c", extras.get("x-evil"));
        assertEquals("y".repeat(256), extras.get("x-long"));
        assertEquals(32, extras.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "\"", "\"<sip:a@b>", ",,,", "<sip:>", "nonsense", "<mailto:a@b>",
            "sip:%zz@b", "<sip:a%0d%0aX-Evil:1@b>"})
    void whatMakesNoSenseIsNoIdentityAndHarmsNobody(String written) throws Exception {
        var call = called("Diversion: " + written + "\r\n");
        var told = call.caller(true).toString() + call.extras();
        assertTrue(told.chars().noneMatch(Character::isISOControl), told);
        assertTrue(call.caller(true).redirectedBy().size() <= 1);
    }

    @Test
    void headersOfOursGoOnWhatWeSay() throws Exception {
        var heard = new Heard();
        var listening = new Lab.Callers(heard);
        try (var other = Lab.start(listening);
                var by = new RawPeer(Lab.port(other, Transport.UDP))) {
            String to = "sip:bob@127.0.0.1:" + Lab.port(other, Transport.UDP);
            by.send(by.request("INVITE", to, "out", RawCall.SDP, Lab.offer(5000).write()));
            var call = listening.next();
            call.headers(Map.of("X-Queue", "sales\r\nX-Evil: yes", "X-Id", "7"));
            call.accept(Lab.offer(4002));
            String ok = by.receive("SIP/2.0 200");
            assertEquals("sales??X-Evil: yes", RawPeer.header(ok, "X-Queue"));
            assertEquals("7", RawPeer.header(ok, "X-Id"));
            by.send(by.request("ACK", to, "out", "", "")
                    .replace("To: <" + to + ">", "To: " + RawPeer.header(ok, "To")));
            heard.session("established");
            call.headers(Map.of("X-Result", "sold"));
            call.transfer("sip:700@127.0.0.1");
            String refer = by.receive("REFER");
            assertEquals("sold", RawPeer.header(refer, "X-Result"));
            assertEquals("", RawPeer.header(refer, "X-Id"));
            by.answer(RawPeer.response(refer, "405 Method Not Allowed", ""));
            call.hangUp();
            String bye = by.receive("BYE");
            assertEquals("sold", RawPeer.header(bye, "X-Result"));
            by.answer(RawPeer.response(bye, "200 OK", ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Via", "X-", "X-A b", "X-A:", "From"})
    void onlyNamesThatBeginWithXAreOursToGive(String name) throws Exception {
        var call = called("");
        assertThrows(IllegalArgumentException.class, () -> call.headers(Map.of(name, "v")));
    }

    private IncomingCall called(String headers) throws Exception {
        peer.send(peer.request("INVITE", uri(), "facts", headers, ""));
        return callers.next();
    }

    private String uri() {
        return "sip:bob@127.0.0.1:" + Lab.port(endpoint, Transport.UDP);
    }

    private static CallerIdentity caller(String number, String name, Source by,
            boolean isAnonymous) {
        return new CallerIdentity(number, name, by, isAnonymous, List.of());
    }
}
