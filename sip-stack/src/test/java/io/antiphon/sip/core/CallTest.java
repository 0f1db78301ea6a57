package io.antiphon.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.CallTarget;
import io.antiphon.sip.ListenAddress;
import io.antiphon.sip.SipConfig;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.SipEnd.Cause;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.antiphon.sip.sdp.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls between two endpoints over real sockets. */
class CallTest {

    private final Heard alice = new Heard();
    private final Heard bob = new Heard(reoffer -> reoffer.answer(Lab.offer(4002)));
    private final Lab.Callers callers = new Lab.Callers(bob);
    private SipEndpoint caller;
    private SipEndpoint called;

    @BeforeEach
    void start() throws IOException {
        called = Lab.start(callers);
        caller = Lab.start(_ -> {});
    }

    @AfterEach
    void everyEndpointCloses() {
        caller.close();
        called.close();
        assertEquals(0, Lab.count(caller, SipMeter.HANDLING_FAILED));
        assertEquals(0, Lab.count(called, SipMeter.HANDLING_FAILED));
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void aCallRingsIsTakenAndEndsWithTheCallersBye(Transport transport) throws Exception {
        var out = caller.call(Lab.target(called, transport), Lab.offer(4000), alice);
        var in = callers.next();
        assertEquals("bob", in.requestUser());
        assertEquals(out.id(), in.id());
        assertTrue(in.fromUri().startsWith("sip:alice@127.0.0.1"), in.fromUri());
        assertEquals(4000, in.offer().orElseThrow().media().getFirst().port());
        in.ring();
        assertEquals(new Heard.Ringing(180, false), alice.next());
        in.accept(Lab.offer(4002));
        assertEquals(4002, alice.session("answered").sdp().orElseThrow().media().getFirst().port());
        assertEquals(Optional.empty(), bob.session("established").sdp());
        out.hangUp();
        assertEquals(Cause.HANGUP_LOCAL, alice.end().cause());
        assertEquals(Cause.HANGUP_REMOTE, bob.end().cause());
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void theCalledMayHangUpToo(Transport transport) throws Exception {
        caller.call(Lab.target(called, transport), Lab.offer(4000), alice);
        var in = callers.next();
        in.accept(Lab.offer(4002));
        alice.session("answered");
        bob.session("established");
        in.hangUp();
        assertEquals(Cause.HANGUP_LOCAL, bob.end().cause());
        assertEquals(Cause.HANGUP_REMOTE, alice.end().cause());
    }

    @Test
    void aServerThatClosesWithoutAWordIsNotWaitedFor() throws Exception {
        var alice = new Heard();
        try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            caller.call(CallTarget.of("sip:bob@127.0.0.1:" + door.getLocalPort()
                    + ";transport=tcp", "alice"), Lab.offer(4000), alice);
            try (var peer = new StreamPeer(door.accept())) {
                assertTrue(peer.receive().startsWith("INVITE "));
            }
            assertEquals("not reachable: the connection was closed without an answer",
                    alice.end().reason());
        }
    }

    @Test
    void aCallGivenUpWhileRingingIsCancelledOnBothSides() throws Exception {
        var out = caller.call(Lab.target(called, Transport.UDP), Lab.offer(4000), alice);
        callers.next().ring();
        alice.next();
        out.hangUp();
        assertEquals(Cause.CANCELLED, alice.end().cause());
        assertEquals(Cause.CANCELLED, bob.end().cause());
        assertEquals(0, caller.liveCalls());
    }

    @Test
    void aRejectionCarriesItsStatusAndReason() throws Exception {
        caller.call(Lab.target(called, Transport.UDP), Lab.offer(4000), alice);
        callers.next().reject(486, "Busy\r\nX-Evil: yes");
        assertEquals(new SipEnd(Cause.REJECTED, 486, "Busy??X-Evil: yes"), alice.end());
        assertEquals(Cause.REJECTED, bob.end().cause());
    }

    @Test
    void aDisplayNameArrivesAsItWasGiven() throws Exception {
        var plain = Lab.target(called, Transport.UDP);
        caller.call(
                new CallTarget(plain.uri(), "alice", "Ann \"A\" \\ Gent", Optional.empty(),
                        Optional.empty()),
                Lab.offer(4000), alice);
        var in = callers.next();
        assertEquals("Ann \"A\" \\ Gent", in.fromDisplayName());
        in.reject(486, "Busy Here");
        alice.end();
    }

    @Test
    void aHangUpBeforeTheAckWaitsForIt() throws Exception {
        caller.call(Lab.target(called, Transport.UDP), Lab.offer(4000), alice);
        var in = callers.next();
        in.accept(Lab.offer(4002));
        in.hangUp();
        alice.session("answered");
        assertEquals(Cause.HANGUP_REMOTE, alice.end().cause());
        assertEquals(Cause.HANGUP_LOCAL, bob.end().cause());
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void eitherSideMayReofferAndIsAnswered(Transport transport) throws Exception {
        var out = caller.call(Lab.target(called, transport), Lab.offer(4000), alice);
        callers.next().accept(Lab.offer(4002));
        alice.session("answered");
        bob.session("established");
        out.reoffer(Lab.media(4000).offer(Direction.SENDONLY));
        assertEquals(Optional.of(Direction.SENDONLY),
                bob.session("reoffered").sdp().orElseThrow().media().getFirst().direction());
        assertEquals(4002,
                alice.session("renegotiated").sdp().orElseThrow().media().getFirst().port());
        out.reoffer(Lab.offer(4004));
        assertEquals(4004, bob.session("reoffered").sdp().orElseThrow().media().getFirst().port());
        alice.session("renegotiated");
        out.hangUp();
        alice.end();
        bob.end();
    }

    @Test
    void aRefusedReofferLeavesTheCallUp() throws Exception {
        var refusing = new Heard(reoffer -> reoffer.reject(488, "Not Acceptable Here"));
        var out = caller.call(Lab.target(called, Transport.UDP), Lab.offer(4000), alice);
        var in = callers.next();
        in.handler(refusing);
        in.accept(Lab.offer(4002));
        alice.session("answered");
        refusing.session("established");
        out.reoffer(Lab.offer(4004));
        refusing.session("reoffered");
        assertEquals(new Heard.Refused(488), alice.next());
        assertEquals(1, caller.liveCalls());
        in.reoffer(Lab.offer(4006));
        alice.session("reoffered");
        out.hangUp();
        assertEquals(Cause.HANGUP_LOCAL, alice.end().cause());
    }

    @Test
    void offersThatCollideAreBothAnsweredInTheEnd() throws Exception {
        var out = caller.call(Lab.target(called, Transport.UDP), Lab.offer(4000), new Heard());
        out.hangUp();
        var patient = new Heard(reoffer -> reoffer.answer(Lab.offer(4000)));
        var up = caller.call(Lab.target(called, Transport.UDP), Lab.offer(4000), patient);
        var in = callers.next();
        if (!in.id().equals(up.id())) {
            in = callers.next();
        }
        var answering = new Heard(reoffer -> reoffer.answer(Lab.offer(4002)));
        in.handler(answering);
        in.accept(Lab.offer(4002));
        patient.session("answered");
        answering.session("established");
        up.reoffer(Lab.offer(4010));
        in.reoffer(Lab.offer(4012));
        assertEquals(2, count(patient, "reoffered", "renegotiated"));
        assertEquals(2, count(answering, "reoffered", "renegotiated"));
        up.hangUp();
    }

    private static int count(Heard heard, String one, String other) throws InterruptedException {
        int seen = 0;
        for (int i = 0; i < 2; i++) {
            if (heard.next() instanceof Heard.Session session
                    && (session.what().equals(one) || session.what().equals(other))) {
                seen++;
            }
        }
        return seen;
    }

    @Test
    void nobodyAtTheOtherEndOfAStreamFailsTheCallAtOnce() throws Exception {
        int closed = Lab.port(called, Transport.TCP);
        called.close();
        caller.call(CallTarget.of("sip:bob@127.0.0.1:" + closed + ";transport=tcp", "alice"),
                Lab.offer(4000), alice);
        var end = alice.end();
        assertEquals(Cause.UNREACHABLE, end.cause());
        assertEquals(503, end.status());
    }

    @Test
    void aNameIsLookedUpAndAnUnknownOneFails() throws Exception {
        int port = Lab.port(called, Transport.UDP);
        caller.call(CallTarget.of("sip:bob@localhost:" + port, "alice"), Lab.offer(4000), alice);
        callers.next().reject(603, "Decline");
        assertEquals(603, alice.end().status());
        var nowhere = new Heard();
        caller.call(CallTarget.of("sip:bob@nowhere.invalid", "alice"), Lab.offer(4000), nowhere);
        assertEquals(Cause.UNREACHABLE, nowhere.end().cause());
    }

    @Test
    void aDrainingEndpointTakesNoCallButFinishesThoseItHas() throws Exception {
        var out = caller.call(Lab.target(called, Transport.UDP), Lab.offer(4000), alice);
        callers.next().accept(Lab.offer(4002));
        alice.session("answered");
        bob.session("established");
        var drained = called.drain();
        var second = new Heard();
        caller.call(Lab.target(called, Transport.UDP), Lab.offer(4004), second);
        assertEquals(503, second.end().status());
        assertTrue(!drained.isDone());
        out.hangUp();
        drained.get(10, TimeUnit.SECONDS);
        assertEquals(0, called.liveCalls());
    }

    @Test
    void closingSaysByeToWhoeverIsStillThere() throws Exception {
        caller.call(Lab.target(called, Transport.UDP), Lab.offer(4000), alice);
        callers.next().accept(Lab.offer(4002));
        alice.session("answered");
        bob.session("established");
        called.close();
        assertEquals(Cause.HANGUP_LOCAL, bob.end().cause());
        assertEquals(Cause.HANGUP_REMOTE, alice.end().cause());
    }

    @Test
    void aPortInUseIsNamed() {
        var taken = new ListenAddress(Transport.TCP, "127.0.0.1", Lab.port(called, Transport.TCP));
        var refused = assertThrows(IOException.class,
                () -> SipAgent.start(SipConfig.listeningOn(taken), _ -> {}, Lab.runtime()));
        assertTrue(String.valueOf(refused.getMessage()).contains(taken.toString()));
    }
}
