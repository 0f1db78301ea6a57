package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.call.CallId;
import io.antiphon.server.call.Briefing;
import io.antiphon.server.call.CallCause;
import io.antiphon.server.call.CallView;
import io.antiphon.server.call.CallView.State;
import io.antiphon.server.dial.DialAnswer;
import io.antiphon.server.dial.DialAnswer.Dialling;
import io.antiphon.server.dial.DialAnswer.Refused;
import io.antiphon.server.dial.DialRequest;
import io.antiphon.server.interop.Interop;
import io.antiphon.server.interop.Peer;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.trunk.DialPattern;
import io.antiphon.sip.trunk.DialPlan;
import io.antiphon.sip.trunk.Way;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real server calls SIPp. */
class DialSippIT {

    private static final Duration RING = Duration.ofSeconds(20);
    private static final DialPlan PLAN = new DialPlan(List.of(), List.of(
            new Way("lab", List.of("127.0.0.1"), List.of(), List.of(new DialPattern("2??")))));

    @TempDir
    private Path folder;

    private TestServer server;
    private SippPeer sipp;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.startDialling(folder, PLAN);
        sipp = new SippPeer(folder, new InetSocketAddress(InetAddress.getLoopbackAddress(), 9),
                "u1");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @Interop(peer = Peer.SIPP, rfc = {3261, 3264}, what = "an agent calls out, speaks and hangs up")
    void callIsTakenAndTheAgentSpeaksAndHangsUpWhenTold() throws Exception {
        var taken = sipp.await("taken", Map.of());
        var call = dial(request(taken.port(), Optional.empty(), RING, Map.of("X-Order", "47 11")));
        assertEquals(State.UP, follow(call, State.UP).getLast());
        while (server.events("speech.begin").isEmpty()) {
            // The greeting is due; the call would end without it, and the test with the call.
            assertEquals(State.UP, view(call).state());
            Thread.onSpinWait();
        }
        assertTrue(server.server().hangUp(call));
        assertCause(CallCause.COMPLETED, call);
        assertEnds(taken.over());
        assertEquals("sip:200@127.0.0.1:" + taken.port(),
                server.events("call.dial").getFirst().path("to").asText());
    }

    @ParameterizedTest
    @CsvSource({"486 Busy Here,17,busy,486", "603 Decline,21,rejected,603",
            "404 Not Found,1,not-found,404", "503 Service Unavailable,34,unavailable,503",
            "480 Temporarily Unavailable,19,no-answer,480", "500 Oops,17,busy,500"})
    @Interop(peer = Peer.SIPP, rfc = {3261,
            3326}, what = "busy, declined, not found and others, each with its cause")
    void refusalHasItsCause(String refusal, int q850, String cause, int status) throws Exception {
        var refused = sipp.await("refused",
                Map.of("REFUSAL", refusal, "Q850", Integer.toString(q850)));
        var call = dial(request(refused.port(), Optional.empty(), RING, Map.of()));
        var end = end(call);
        assertEquals(cause, end.cause().word());
        assertEquals(status, end.status());
        assertEquals(q850, end.q850());
        assertEnds(refused.over());
        // Its last event is in the file once the server has gone.
        server.close();
        assertEquals(cause, server.events("call.end").getFirst().path("cause").asText());
    }

    @Test
    @Interop(peer = Peer.SIPP, rfc = {3261}, what = "nobody answers: CANCEL after the ringing time")
    void callThatNobodyTakesIsCancelledWhenItHasRungLongEnough() throws Exception {
        var unanswered = sipp.await("unanswered", Map.of());
        var call = dial(
                request(unanswered.port(), Optional.empty(), Duration.ofSeconds(2), Map.of()));
        assertCause(CallCause.NO_ANSWER, call);
        assertEnds(unanswered.over());
    }

    @Test
    @Interop(peer = Peer.SIPP, rfc = {3261}, what = "CANCEL while it rings")
    void callIsCancelledWhileItRings() throws Exception {
        var unanswered = sipp.await("unanswered", Map.of());
        var call = dial(request(unanswered.port(), Optional.empty(), RING, Map.of()));
        follow(call, State.RINGING);
        assertTrue(server.server().hangUp(call));
        assertCause(CallCause.CANCELLED, call);
        assertEnds(unanswered.over());
    }

    @Test
    @Interop(peer = Peer.SIPP, rfc = {3261, 3264}, what = "early media in a 183")
    void earlyMediaAreToldAndAreNoTurnOfTheCalled() throws Exception {
        Files.write(folder.resolve("early.ulaw"), Speech.ulaw("what are your opening hours"));
        var early = sipp.await("early", Map.of());
        var call = dial(request(early.port(), Optional.empty(), RING, Map.of()));
        assertEquals(State.EARLY, follow(call, State.EARLY).getLast());
        assertEquals(State.UP, follow(call, State.UP).getLast());
        assertTrue(server.server().hangUp(call));
        assertCause(CallCause.COMPLETED, call);
        assertEnds(early.over());
        server.close();
        assertTrue(server.events("call.ringing").toString().contains("\"early\":true"));
        assertTrue(server.events("heard.final").isEmpty(), "the early words are nobody's");
    }

    @Test
    @Interop(peer = Peer.SIPP, rfc = {3261,
            3262}, what = "a reliable 183 with the answer is acknowledged, the 200 has none")
    void answerInAReliable183IsAcknowledgedAndIsTheSession() throws Exception {
        var early = sipp.await("reliable-early", Map.of());
        var call = dial(request(early.port(), Optional.empty(), RING, Map.of()));
        assertEquals(State.EARLY, follow(call, State.EARLY).getLast());
        assertEquals(State.UP, follow(call, State.UP).getLast());
        assertTrue(server.server().hangUp(call));
        assertCause(CallCause.COMPLETED, call);
        assertEnds(early.over());
        assertFalse(server.events("media.agreed").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"challenge", "proxy-challenge"})
    @Interop(peer = Peer.SIPP, rfc = {7616}, what = "401 and 407 to an INVITE are answered")
    void challengeIsAnsweredWithTheAccountsPassword(String scenario) throws Exception {
        server.close();
        // Nobody registers it: port 9 discards.
        server = TestServer.startDialling(folder, PLAN, new Account("100", "sip:127.0.0.1:9",
                new Credentials("100", "secret"), Duration.ofMinutes(5)));
        var asking = sipp.await(scenario, Map.of());
        var call = dial(request(asking.port(), Optional.of("100"), RING, Map.of()));
        follow(call, State.UP);
        assertTrue(server.server().hangUp(call));
        assertCause(CallCause.COMPLETED, call);
        assertEnds(asking.over());
    }

    @Test
    void whereNobodyIsTheCallIsUnreachable() throws Exception {
        assertCause(CallCause.UNREACHABLE,
                dial(request(9, Optional.empty(), RING, Map.of())));
    }

    @ParameterizedTest
    @CsvSource({"sip:300@127.0.0.1,FORBIDDEN,to", "sip:200@192.0.2.1,FORBIDDEN,to",
            "sip:+4930@127.0.0.1,FORBIDDEN,to", "200,MALFORMED,to", "tel:200,MALFORMED,to"})
    void whatNoPatternAllowsIsNotDialled(String to, DialAnswer.Kind kind, String field) {
        var answer = server.server().dial(DialRequest.of(to, "echo"));
        var refused = assertInstanceOf(Refused.class, answer);
        assertEquals(kind, refused.kind());
        assertEquals(field, refused.field());
        assertEquals(0, server.server().calls());
    }

    @Test
    void passwordIsNotOfferedToStrangers() throws Exception {
        server.close();
        server = TestServer.startDialling(folder, PLAN, new Account("100", "sip:localhost:9",
                new Credentials("100", "secret"), Duration.ofMinutes(5)));
        var answer = server.server()
                .dial(new DialRequest("sip:200@192.0.2.1", Briefing.of("echo"),
                        Optional.of("100"), Optional.empty(), RING, Map.of()));
        assertEquals("to", assertInstanceOf(Refused.class, answer).field());
    }

    private static DialRequest request(int port, Optional<String> account, Duration ring,
            Map<String, String> headers) {
        return new DialRequest("sip:200@127.0.0.1:" + port, Briefing.of("front-desk"), account,
                Optional.empty(), ring, headers);
    }

    private CallId dial(DialRequest request) {
        return assertInstanceOf(Dialling.class, server.server().dial(request)).id();
    }

    private CallView view(CallId call) {
        return server.server().book().find(call).orElseThrow();
    }

    /** The states that the call goes through, up to this one. */
    private List<State> follow(CallId call, State last) throws Exception {
        var states = new ArrayList<State>();
        var view = view(call);
        states.add(view.state());
        while (view.state().compareTo(last) < 0) {
            long version = view.version();
            view = server.server()
                    .book()
                    .follow(call, version, Duration.ofSeconds(30))
                    .orElseThrow();
            assertTrue(view.version() > version, "still " + view);
            states.add(view.state());
        }
        return states;
    }

    private CallView.Ending end(CallId call) throws Exception {
        follow(call, State.ENDED);
        return view(call).ending().orElseThrow();
    }

    private void assertCause(CallCause cause, CallId call) throws Exception {
        var end = end(call);
        assertEquals(cause, end.cause(), end.toString());
    }

    private static void assertEnds(SippPeer.Result result) {
        assertEquals(0, result.status(), result.printed());
    }
}
