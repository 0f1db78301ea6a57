package io.antiphon.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.journal.OpenDialog;
import io.antiphon.sip.journal.OpenDialog.DialogId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written down of calls, and how the calls of a process that died are ended. */
class JournalTest {

    private static final DialogId DEAD = new DialogId("dead@127.0.0.1", "ours", "theirs");
    private static final Optional<Credentials> KNOWN = Optional
            .of(new Credentials("100", "secret"));

    private final Lab.Callers callers = new Lab.Callers(
            new Heard(reoffer -> reoffer.answer(Lab.offer(4002))));

    @Test
    void aCallTakenIsWrittenDownUntilItsEnd() throws Exception {
        var journal = new Remembering();
        try (var endpoint = Lab.start(callers, journal);
                var peer = new RawPeer(Lab.port(endpoint, Transport.UDP))) {
            var call = new RawCall(peer, endpoint, callers, "taken",
                    "Record-Route: <sip:127.0.0.1:7001;lr>, <sip:127.0.0.1:7002;lr>\r\n");
            var entry = journal.nextOpened();
            assertEquals("taken", entry.id().callId());
            assertEquals("ftaken", entry.id().remoteTag());
            assertTrue(RawPeer.header(call.ok(), "To").endsWith("tag=" + entry.id().localTag()));
            assertEquals("sip:raw@127.0.0.1:" + peer.port(), entry.target());
            assertEquals(List.of("sip:127.0.0.1:7001;lr", "sip:127.0.0.1:7002;lr"),
                    entry.routes());
            call.send("BYE", "", "");
            assertEquals(entry.id(), journal.nextClosed());
            assertTrue(journal.isUpToDate());
        }
    }

    @Test
    void aCallThatMovesIsWrittenDownAgainAndARefreshIsNot() throws Exception {
        var journal = new Remembering();
        try (var endpoint = Lab.start(callers, journal);
                var peer = new RawPeer(Lab.port(endpoint, Transport.UDP))) {
            var call = new RawCall(peer, endpoint, callers, "moves", "");
            var before = journal.nextOpened();
            call.send("INVITE", RawCall.SDP, Lab.offer(5000).write());
            peer.receive("SIP/2.0 200");
            call.send("ACK", "", "");
            String elsewhere = "Contact: <sip:raw@127.0.0.1:7003>\r\n";
            call.send("INVITE", RawCall.SDP, Lab.offer(5000).write(), elsewhere);
            assertEquals("sip:raw@127.0.0.1:7003", journal.nextOpened().target());
            assertEquals("sip:raw@127.0.0.1:" + peer.port(), before.target());
            assertTrue(journal.isUpToDate());
        }
    }

    @Test
    void aCallThatWeMadeIsOverOnlyWhenOurByeIsAnswered() throws Exception {
        var journal = new Remembering();
        try (var called = Lab.start(callers); var caller = Lab.start(_ -> {}, journal)) {
            var alice = new Heard();
            var out = caller.call(Lab.target(called, Transport.UDP), Lab.offer(4000), alice);
            callers.next().accept(Lab.offer(4002));
            alice.session("answered");
            var entry = journal.nextOpened();
            assertEquals(out.id().value(), entry.id().callId());
            assertTrue(entry.localUri().startsWith("sip:alice@"), entry.localUri());
            out.hangUp();
            assertEquals(entry.id(), journal.nextClosed());
        }
    }

    @Test
    void aDeadCallGetsItsByeOnTheRouteAndWithARoomyNumber() throws Exception {
        try (var pbx = new RawPeer(0)) {
            var dead = dead(pbx, "sip:agent@192.0.2.1:5060",
                    List.of("sip:127.0.0.1:" + pbx.port() + ";lr", "sip:192.0.2.2;lr"));
            var journal = new Remembering(dead);
            try (var endpoint = Lab.start(callers, journal)) {
                String bye = pbx.receive("BYE sip:agent@192.0.2.1:5060 ");
                assertEquals("1001 BYE", RawPeer.header(bye, "CSeq"));
                assertTrue(RawPeer.header(bye, "From").endsWith(";tag=ours"), bye);
                assertTrue(RawPeer.header(bye, "To").endsWith(";tag=theirs"), bye);
                assertEquals("<sip:127.0.0.1:" + pbx.port() + ";lr>,<sip:192.0.2.2;lr>",
                        routes(bye));
                pbx.answer(RawPeer.response(bye, "200 OK", ""));
                assertEquals(DEAD, journal.nextClosed());
                assertEquals(1, Lab.count(endpoint, SipMeter.LEFT_BEHIND_ENDED));
            }
        }
    }

    @Test
    void aStrictRouterIsTheTargetItself() throws Exception {
        try (var pbx = new RawPeer(0)) {
            String router = "sip:127.0.0.1:" + pbx.port();
            var journal = new Remembering(
                    dead(pbx, "sip:agent@192.0.2.1:5060", List.of(router)));
            try (var endpoint = Lab.start(callers, journal)) {
                String bye = pbx.receive("BYE " + router + " ");
                assertEquals("<sip:agent@192.0.2.1:5060>", routes(bye));
                pbx.answer(RawPeer.response(bye, "481 Call Does Not Exist", ""));
                assertEquals(DEAD, journal.nextClosed());
                assertEquals(1, Lab.count(endpoint, SipMeter.LEFT_BEHIND_ENDED));
            }
        }
    }

    @Test
    void aChallengeIsAnsweredOnce() throws Exception {
        try (var pbx = new RawPeer(0)) {
            var journal = new Remembering(
                    dead(pbx, "sip:agent@127.0.0.1:" + pbx.port(), List.of()));
            try (var endpoint = Lab.start(callers, journal)) {
                String challenge = "WWW-Authenticate: Digest realm=\"pbx\", nonce=\"n\"\r\n";
                String first = pbx.receive("BYE ");
                pbx.answer(RawPeer.response(first, "401 Unauthorized", challenge));
                String second = pbx.receive("BYE ");
                assertEquals("1002 BYE", RawPeer.header(second, "CSeq"));
                String signed = RawPeer.header(second, "Authorization");
                assertTrue(signed.contains("username=\"100\""), second);
                assertFalse(second.contains("secret"), second);
                pbx.answer(RawPeer.response(second, "401 Unauthorized", challenge));
                assertEquals(DEAD, journal.nextClosed());
                assertEquals(1, Lab.count(endpoint, SipMeter.LEFT_BEHIND_LOST));
            }
        }
    }

    @Test
    void entriesThatMakeNoSenseKeepNobodyFromHisEnd() throws Exception {
        try (var pbx = new RawPeer(0)) {
            var nonsense = dead(pbx, "tel:nowhere", List.of("::"));
            var good = dead(pbx, "sip:agent@127.0.0.1:" + pbx.port(), List.of());
            var journal = new Remembering(nonsense, good);
            try (var endpoint = Lab.start(callers, journal)) {
                String bye = pbx.receive("BYE ");
                pbx.answer(RawPeer.response(bye, "200 OK", ""));
                journal.nextClosed();
                journal.nextClosed();
                assertEquals(1, Lab.count(endpoint, SipMeter.LEFT_BEHIND_ENDED));
                assertEquals(1, Lab.count(endpoint, SipMeter.LEFT_BEHIND_LOST));
                assertStillAnswers(endpoint);
            }
        }
    }

    private static void assertStillAnswers(SipEndpoint endpoint) throws IOException {
        try (var peer = new RawPeer(Lab.port(endpoint, Transport.UDP))) {
            peer.send(peer.request("OPTIONS", "sip:bob@127.0.0.1", "alive", "", ""));
            assertTrue(peer.receive().startsWith("SIP/2.0 200 "));
        }
    }

    private static String routes(String message) {
        return String.join(",",
                message.lines()
                        .filter(line -> line.startsWith("Route: "))
                        .map(line -> line.substring("Route: ".length()))
                        .toList());
    }

    private static OpenDialog dead(RawPeer pbx, String target, List<String> routes) {
        return new OpenDialog(DEAD, "sip:100@127.0.0.1", "sip:caller@127.0.0.1", target, routes,
                1000, "udp",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), pbx.port()), KNOWN);
    }
}
