package io.antiphon.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.CallTarget;
import io.antiphon.sip.CallTarget.Wishes;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.SipEnd.Cause;
import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that are dialled first and offered when the way is known; timers run twenty times as fast. */
class DialTest {

    private final Heard heard = new Heard();
    private SipEndpoint endpoint;
    private RawPeer peer;

    @BeforeEach
    void start() throws IOException {
        endpoint = Lab.start(new Lab.Callers(heard), 20);
        peer = new RawPeer(Lab.port(endpoint, Transport.UDP));
    }

    @AfterEach
    void stop() {
        peer.close();
        endpoint.close();
        assertEquals(0, Lab.count(endpoint, SipMeter.HANDLING_FAILED));
    }

    @Test
    void theOfferFollowsWhenTheWayIsKnown() throws Exception {
        var call = endpoint.call(target(Wishes.NONE));
        assertEquals(Optional.empty(), call.peer());
        call.dial(heard);
        assertEquals(new Heard.Routed("127.0.0.1"), heard.next());
        assertEquals(peer.port(), call.peer().orElseThrow().getPort());
        call.invite(Lab.offer(4000));
        call.invite(Lab.offer(4444));
        String invite = peer.receive("INVITE");
        assertTrue(invite.contains("m=audio 4000 "), invite);
        peer.answer(RawPeer.response(invite, "486 Busy Here",
                "Reason: SIP;cause=486;text=\"busy\"\r\nReason: Q.850;cause=17\r\n"));
        assertEquals(new SipEnd(Cause.REJECTED, 486, "Busy Here", OptionalInt.of(17)), heard.end());
    }

    @Test
    void callGivenUpBeforeItsOfferSendsNothing() throws Exception {
        var call = endpoint.call(target(Wishes.NONE));
        call.dial(heard);
        heard.next();
        call.hangUp();
        assertEquals(Cause.CANCELLED, heard.end().cause());
        call.invite(Lab.offer(4000));
        var later = new Heard();
        endpoint.call(target(Wishes.NONE), Lab.offer(4002), later);
        assertTrue(peer.receive("INVITE").contains("m=audio 4002 "));
        assertEquals(1, endpoint.liveCalls());
    }

    @Test
    void callGivenUpBeforeItIsDialledEndsWithoutAWord() throws Exception {
        var call = endpoint.call(target(Wishes.NONE));
        call.hangUp();
        call.dial(heard);
        assertEquals(Cause.CANCELLED, heard.end().cause());
        assertEquals(0, endpoint.liveCalls());
    }

    @Test
    void wishesAreOnTheWire() throws Exception {
        var wishes = new Wishes(Optional.of("pbx.example"), Optional.of(Duration.ofSeconds(5)),
                Map.of("X-Order", "47 11"));
        endpoint.call(target(wishes), Lab.offer(4000), heard);
        String invite = peer.receive("INVITE");
        assertEquals("47 11", RawPeer.header(invite, "X-Order"));
        assertTrue(RawPeer.header(invite, "From").contains("<sip:100@pbx.example>"), invite);
        peer.answer(RawPeer.response(invite, "180 Ringing", ""));
        heard.next();
        String cancel = peer.receive("CANCEL");
        peer.answer(RawPeer.response(cancel, "200 OK", ""));
        peer.answer(RawPeer.response(invite, "487 Request Terminated", ""));
        assertEquals(new SipEnd(Cause.TIMEOUT, 408, "rang too long"), heard.end());
    }

    @Test
    void headersThatWouldBreakTheMessageAreRefused() {
        var none = Optional.<String>empty();
        assertThrows(IllegalArgumentException.class, () -> new Wishes(none, Optional.empty(),
                Map.of("X-A", "b\r\nX-Evil: yes")));
        assertThrows(IllegalArgumentException.class, () -> new Wishes(none, Optional.empty(),
                Map.of("X A", "b")));
        assertThrows(IllegalArgumentException.class, () -> new Wishes(Optional.of("a>b"),
                Optional.empty(), Map.of()));
    }

    private CallTarget target(Wishes wishes) {
        return new CallTarget("sip:bob@127.0.0.1:" + peer.port(), "100", "", Optional.empty(),
                Optional.empty(), wishes);
    }
}
