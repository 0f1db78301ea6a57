package io.antiphon.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.media.MediaEvent;
import io.antiphon.server.call.CallView.State;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.SipEnd.Cause;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that we make. The test's thread is the call's; what happens is posted before it runs. */
class DialledSessionTest {

    private static final SipEnd BYE = new SipEnd(Cause.HANGUP_REMOTE, 0, "BYE");

    @TempDir
    private Path folder;

    private final ScriptedDial call = new ScriptedDial();
    private Premises premises;

    @BeforeEach
    void open() throws Exception {
        premises = new Premises(folder);
    }

    @AfterEach
    void close() {
        premises.close();
    }

    @Test
    void callRingsIsHeardIsAnsweredAndEnds() throws Exception {
        var session = session("echo");
        session.routed("192.0.2.7");
        session.ringing(180, Optional.empty());
        session.ringing(183, Optional.of(Premises.sdp("0 PCMU")));
        session.ringing(180, Optional.empty());
        session.answered(Premises.sdp("0 PCMU"));
        session.ended(BYE);
        session.run();
        assertEquals(List.of("dial", "invite 192.0.2.7", "hang up"), call.orders);
        assertEquals(List.of(State.RINGING, State.EARLY, State.UP, State.ENDED), states());
        var end = premises.views.getLast().ending().orElseThrow();
        assertEquals(CallCause.COMPLETED, end.cause());
        assertEquals("completed", premises.end().path("cause").asText());
        // Packets are taken as soon as there is an early session, and heard from the answer on.
        assertEquals(2, premises.media.specs.size());
        assertFalse(premises.media.specs.getFirst().receives());
        assertTrue(premises.media.specs.getLast().receives());
        assertTrue(premises.media.isClosed);
    }

    @Test
    void whatIsHeardBeforeTheAnswerIsNoTurnOfTheCalled() throws Exception {
        var session = session("front-desk");
        session.routed("127.0.0.1");
        session.ringing(183, Optional.of(Premises.sdp("0 PCMU")));
        session.happened(new MediaEvent.SpeechStarted(0, 0));
        session.ended(new SipEnd(Cause.REJECTED, 486, "Busy Here"));
        session.run();
        assertTrue(premises.events("voice.begin").isEmpty());
        assertTrue(premises.events("speech.begin").isEmpty());
    }

    @Test
    void refusalIsToldWithItsCauseItsStatusAndQ850() throws Exception {
        var session = session("front-desk");
        session.routed("127.0.0.1");
        session.ended(new SipEnd(Cause.REJECTED, 503, "Service Unavailable", OptionalInt.of(17),
                OptionalInt.of(120)));
        session.run();
        var end = premises.end();
        assertEquals("busy", end.path("cause").asText());
        assertEquals(503, end.path("status").asInt());
        assertEquals(17, end.path("q850").asInt());
        assertEquals(120, end.path("retryAfterSeconds").asInt());
        assertEquals(List.of(State.ENDED), states());
    }

    @Test
    void targetWithoutAWayEndsBeforeAnythingIsOffered() throws Exception {
        var session = session("front-desk");
        session.ended(new SipEnd(Cause.UNREACHABLE, 0, "unknown host"));
        session.run();
        assertEquals(List.of("dial", "hang up"), call.orders);
        assertEquals("unreachable", premises.end().path("cause").asText());
    }

    @Test
    void callIsGivenUpWhenSomebodySaysSo() throws Exception {
        var session = session("front-desk");
        session.leave("operator");
        session.routed("127.0.0.1");
        session.leave("operator");
        session.ended(new SipEnd(Cause.CANCELLED, 487, "cancelled"));
        session.run();
        assertEquals(List.of("dial", "hang up", "invite 127.0.0.1", "hang up", "hang up"),
                call.orders);
        assertEquals("cancelled", premises.end().path("cause").asText());
    }

    @Test
    void answerWithoutACodecInCommonEndsTheCallAsThat() throws Exception {
        var session = session("front-desk");
        session.routed("127.0.0.1");
        session.answered(Premises.sdp("3 GSM"));
        session.ended(new SipEnd(Cause.HANGUP_LOCAL, 0, "BYE"));
        session.run();
        assertEquals("incompatible", premises.end().path("cause").asText());
        assertEquals(List.of(State.ENDED), states());
    }

    @Test
    void nobodyIsDialledWithoutASeat() throws Exception {
        premises.mediaServer = Premises.Seats.NONE;
        session("echo").run();
        assertEquals(List.of("hang up"), call.orders);
        assertEquals("unavailable", premises.end().path("cause").asText());
    }

    @Test
    void mediaThatBreakWhileItRingsEndTheCall() throws Exception {
        var session = session("front-desk");
        session.routed("127.0.0.1");
        session.happened(new MediaEvent.MediaBroken(0));
        session.ended(new SipEnd(Cause.CANCELLED, 487, "cancelled"));
        session.run();
        assertEquals(List.of("dial", "invite 127.0.0.1", "hang up", "hang up"), call.orders);
    }

    @Test
    void houseSaysWhichFieldsOfABriefingMakeNoSense() {
        var house = premises.house();
        assertEquals(List.of(), house.misunderstood(new Briefing("front-desk",
                Map.of("name", "Anna Miller", "day", "tuesday"))));
        assertEquals(List.of("day", "shoe-size"), house.misunderstood(new Briefing("front-desk",
                Map.of("day", "whatever", "shoe-size", "43"))));
        assertEquals(List.of("name"),
                house.misunderstood(new Briefing("echo", Map.of("name", "Anna"))));
    }

    private CallSession session(String agent) {
        return premises.session(call, Briefing.of(agent));
    }

    private List<State> states() {
        return premises.views.stream().map(CallView::state).toList();
    }
}
