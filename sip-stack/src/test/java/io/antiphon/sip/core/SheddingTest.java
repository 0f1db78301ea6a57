package io.antiphon.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.IncomingCall;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipHandler;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a full house tells whoever calls, and whoever is in a call already. */
class SheddingTest {

    private final AtomicBoolean full = new AtomicBoolean();
    private final Lab.Callers callers = new Lab.Callers(
            new Heard(reoffer -> reoffer.answer(Lab.offer(4002))));
    private SipEndpoint called;
    private RawPeer peer;
    private String uri = "";

    @BeforeEach
    void start() throws IOException {
        called = Lab.start(new SipHandler() {
            @Override
            public void invited(IncomingCall call) {
                callers.invited(call);
            }

            @Override
            public boolean isFull() {
                return full.get();
            }
        });
        peer = new RawPeer(Lab.port(called, Transport.UDP));
        uri = "sip:bob@127.0.0.1:" + Lab.port(called, Transport.UDP);
    }

    @AfterEach
    void stop() {
        peer.close();
        called.close();
        assertEquals(0, Lab.count(called, SipMeter.HANDLING_FAILED));
    }

    @Test
    void newCallsAreTold503AndWhenToComeBackAndNothingIsKept() throws Exception {
        full.set(true);
        String first = invite("shed");
        assertTrue(first.startsWith("SIP/2.0 503 "), first);
        int retryAfter = Integer.parseInt(RawPeer.header(first, "Retry-After"));
        assertTrue(retryAfter >= 5 && retryAfter <= 30, first);
        assertTrue(RawPeer.header(first, "To").contains(";tag="), first);
        assertTrue(RawPeer.header(first, "Via").contains("rport=" + peer.port()), first);
        String again = invite("shed");
        assertEquals(RawPeer.header(first, "To"), RawPeer.header(again, "To"));
        peer.send(peer.request("ACK", uri, "shed", "", "")
                .replace("To: <" + uri + ">", "To: " + RawPeer.header(first, "To"))
                .replace("z9hG4bKshedACK", "z9hG4bKshedINVITE"));
        assertEquals(2, Lab.count(called, SipMeter.CALLS_SHED));
        assertEquals(0, Lab.count(called, SipMeter.CALLS_INVITED));
        // No transaction repeats anything, and none waits for the ACK.
        assertFalse(peer.receiveWithin(1_200).isPresent());
        assertTrue(options().startsWith("SIP/2.0 200 "));
    }

    @Test
    void houseThatIsNoLongerFullTakesTheNextCall() throws Exception {
        full.set(true);
        assertTrue(invite("late").startsWith("SIP/2.0 503 "));
        full.set(false);
        var _ = new RawCall(peer, called, callers, "next", "");
        assertEquals(1, called.liveCalls());
    }

    @Test
    void whoIsInACallNoticesNothing() throws Exception {
        var call = new RawCall(peer, called, callers, "in", "");
        full.set(true);
        call.send("INVITE", RawCall.SDP, Lab.offer(5000).write());
        peer.receive("SIP/2.0 200");
        call.send("ACK", "", "");
        call.send("BYE", "", "");
        peer.receive("SIP/2.0 200");
        assertEquals(0, Lab.count(called, SipMeter.CALLS_SHED));
    }

    @Test
    void repetitionOfACallThatWasTakenInIsNoNewCall() throws Exception {
        String invite = peer.request("INVITE", uri, "twice", RawCall.SDP, Lab.offer(5000).write());
        peer.send(invite);
        var call = callers.next();
        full.set(true);
        peer.send(invite);
        call.accept(Lab.offer(4002));
        peer.receive("SIP/2.0 200");
        assertEquals(0, Lab.count(called, SipMeter.CALLS_SHED));
    }

    private String invite(String id) throws IOException {
        peer.send(peer.request("INVITE", uri, id, RawCall.SDP, Lab.offer(5000).write()));
        return peer.receive("SIP/2.0 5");
    }

    private String options() throws IOException {
        peer.send(peer.request("OPTIONS", uri, "alive", "", ""));
        return peer.receive();
    }
}
