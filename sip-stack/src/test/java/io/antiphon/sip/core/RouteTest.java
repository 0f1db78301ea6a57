package io.antiphon.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.CallTarget;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies that stay on the way, merged requests and loops, by a peer that plays the proxy by hand. */
class RouteTest {

    private final Heard heard = new Heard();
    private final Lab.Callers callers = new Lab.Callers(heard);
    private SipEndpoint endpoint;
    private RawPeer proxy;
    private String here = "";
    private String there = "";

    @BeforeEach
    void start() throws IOException {
        endpoint = Lab.start(callers);
        proxy = new RawPeer(Lab.port(endpoint, Transport.UDP));
        here = "127.0.0.1:" + proxy.port();
        there = "sip:bob@127.0.0.1:" + Lab.port(endpoint, Transport.UDP);
    }

    @AfterEach
    void stop() {
        proxy.close();
        endpoint.close();
        assertEquals(0, Lab.count(endpoint, SipMeter.HANDLING_FAILED));
    }

    @ParameterizedTest
    @CsvSource({
            // loose: the target in the request line, the proxies in the order of Record-Route
            ";lr,sip:raw@192.0.2.1:5099,'<sip:p1@HERE;lr>,<sip:p2@192.0.2.2;lr>'",
            // strict: the proxy in the request line, the target last
            "'',sip:p1@HERE,'<sip:p2@192.0.2.2>,<sip:raw@192.0.2.1:5099>'"})
    void requestsOfTheCalledGoByTheProxies(String lr, String line, String routes) throws Exception {
        String sdp = Lab.offer(5000).write();
        proxy.send(proxy.request("INVITE", there, "route", "Record-Route: <sip:p1@" + here + lr
                + ">, <sip:p2@192.0.2.2" + lr + ">\r\n" + RawCall.SDP, sdp)
                .replace("Contact: <sip:raw@" + here, "Contact: <sip:raw@192.0.2.1:5099"));
        var call = callers.next();
        call.accept(Lab.offer(4002));
        String ok = proxy.receive("SIP/2.0 200");
        assertTrue(ok.contains("sip:p1@" + here) && ok.contains("sip:p2@192.0.2.2"), ok);
        proxy.send(proxy.request("ACK", there, "route", "", "")
                .replace("To: <" + there + ">", "To: " + RawPeer.header(ok, "To")));
        heard.session("established");
        call.hangUp();
        String bye = proxy.receive("BYE");
        assertEquals("BYE " + line.replace("HERE", here) + " SIP/2.0",
                bye.lines().findFirst().orElseThrow());
        assertEquals(routes.replace("HERE", here), routes(bye));
        proxy.answer(RawPeer.response(bye, "200 OK", ""));
    }

    @ParameterizedTest
    @CsvSource({
            ";lr,sip:raw@192.0.2.1:5099,'<sip:p1@HERE;lr>,<sip:p2@192.0.2.2;lr>'",
            "'',sip:p1@HERE,'<sip:p2@192.0.2.2>,<sip:raw@192.0.2.1:5099>'"})
    void requestsOfTheCallerGoBackByTheProxies(String lr, String line, String routes)
            throws Exception {
        var call = endpoint.call(CallTarget.of("sip:raw@" + here, "alice"), Lab.offer(4000), heard);
        String invite = proxy.receive("INVITE");
        String sdp = Lab.offer(5000).write();
        proxy.answer(RawPeer.response(invite, "200 OK",
                "Record-Route: <sip:p2@192.0.2.2" + lr + ">\r\nRecord-Route: <sip:p1@" + here + lr
                        + ">\r\nContact: <sip:raw@192.0.2.1:5099>\r\n" + RawCall.SDP)
                .replace("Content-Length: 0\r\n\r\n",
                        "Content-Length: " + sdp.length() + "\r\n\r\n" + sdp));
        heard.session("answered");
        String ack = proxy.receive("ACK");
        assertEquals("ACK " + line.replace("HERE", here) + " SIP/2.0",
                ack.lines().findFirst().orElseThrow());
        assertEquals(routes.replace("HERE", here), routes(ack));
        call.hangUp();
        String bye = proxy.receive("BYE");
        assertEquals("BYE " + line.replace("HERE", here) + " SIP/2.0",
                bye.lines().findFirst().orElseThrow());
        assertEquals(routes.replace("HERE", here), routes(bye));
        proxy.answer(RawPeer.response(bye, "200 OK", ""));
    }

    @Test
    void sameCallByTwoWaysIsTakenOnce() throws Exception {
        String invite = proxy.request("INVITE", there, "merged", RawCall.SDP,
                Lab.offer(5000).write());
        proxy.send(invite);
        callers.next().ring();
        proxy.receive("SIP/2.0 180");
        proxy.send(invite.replace("z9hG4bKmerged", "z9hG4bKother"));
        String merged = proxy.receive("SIP/2.0 4");
        assertTrue(merged.startsWith("SIP/2.0 482"), merged);
        assertEquals(1, endpoint.liveCalls());
    }

    /** We are where the way ends, so a request that may go no further has arrived (RFC 3261, section 8.2). */
    @ParameterizedTest
    @ValueSource(strings = {"0", "1"})
    void requestThatMayGoNoFurtherHasArrived(String forwards) throws Exception {
        proxy.send(proxy.request("INVITE", there, "far", RawCall.SDP, Lab.offer(5000).write())
                .replace("Max-Forwards: 70", "Max-Forwards: " + forwards));
        callers.next().reject(486, "Busy Here");
        proxy.receive("SIP/2.0 486");
    }

    @Test
    void cancelThatCrossesOurAnswerChangesNothing() throws Exception {
        String invite = proxy.request("INVITE", there, "cross", RawCall.SDP,
                Lab.offer(5000).write());
        proxy.send(invite);
        var call = callers.next();
        call.accept(Lab.offer(4002));
        String ok = proxy.receive("SIP/2.0 200");
        proxy.send(proxy.request("CANCEL", there, "cross", "", "")
                .replace("z9hG4bKcrossCANCEL", "z9hG4bKcrossINVITE"));
        String answer = proxy.receive("SIP/2.0 ");
        while (!RawPeer.header(answer, "CSeq").endsWith("CANCEL")) {
            answer = proxy.receive("SIP/2.0 ");
        }
        proxy.send(proxy.request("ACK", there, "cross", "", "")
                .replace("To: <" + there + ">", "To: " + RawPeer.header(ok, "To")));
        heard.session("established");
        assertEquals(1, endpoint.liveCalls());
    }

    private static String routes(String message) {
        return String.join(",", message.lines()
                .filter(line -> line.startsWith("Route:"))
                .map(line -> line.substring(6).strip())
                .toList());
    }
}
