package io.antiphon.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.antiphon.audio.Pcm;
import io.antiphon.media.MediaEvent.MediaBroken;
import io.antiphon.media.MediaEvent.UtteranceEnded;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.SipEnd.Cause;
import io.antiphon.speech.UtteranceId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent hands its caller on, by way of a word with whoever takes the call. The test's thread is the call's; what
 * happens is posted before it runs.
 */
class DepartureTest {

    private static final SipEnd BYE = new SipEnd(Cause.HANGUP_REMOTE, 0, "BYE");
    private static final SipEnd BUSY = new SipEnd(Cause.REJECTED, 486, "Busy Here");
    private static final String HOLDS_UNTIL_ANSWERED = "sip:desk@192.0.2.9";

    @TempDir
    private Path folder;

    private final ScriptedDial human = new ScriptedDial("human");
    private Premises premises;
    private ScriptedCall call;
    private CallSession session;
    private NextLine line;

    @BeforeEach
    void open() throws Exception {
        premises = new Premises(folder);
        premises.templates.put("hands-on", """
                name: hands-on
                opening: desk
                home: sorry
                fields: { account: { type: digits, from: header.x-account } }
                unclear: { retries: 0, say: Sorry., go: sorry }
                silence: { retries: 0, say: Hello., go: sorry }
                stages:
                  - id: desk
                    say: One moment please.
                    end: "transfer %s"
                    announce: [A call for you., "Account {account}.", "Number {caller.number}."]
                    headers: { X-Result: told }
                  - { id: sorry, say: Nobody is there. Goodbye., end: hang-up }
                """.formatted(HOLDS_UNTIL_ANSWERED));
        premises.consulted = Optional.of(human);
        call = new ScriptedCall("first", Premises.sdp("0 PCMU"));
        session = premises.session(call, Briefing.of("hands-on"));
        line = session.lineOf(human.id());
    }

    /** On these premises as they are now, the agent has said its last line. */
    private void begin() {
        session = premises.session(call, Briefing.of("hands-on"));
        line = session.lineOf(human.id());
        session.established(Optional.empty());
        session.happened(ended(1));
    }

    @AfterEach
    void close() {
        premises.close();
    }

    @Test
    void whoeverTakesTheCallerIsToldFirst() throws Exception {
        begin();
        session.renegotiated(Premises.sdp("0 PCMU", "recvonly"));
        line.routed("192.0.2.7");
        line.ringing(180, Optional.empty());
        line.answered(Premises.sdp("0 PCMU"));
        line.happened(ended(1));
        session.transferred(202);
        // The phone there lets go of us when the caller has taken our place.
        line.ended(BYE);
        session.ended(BYE);
        session.run();
        assertEquals(List.of("headers {X-Result=told}", "dial", "invite 192.0.2.7", "hang up"),
                human.orders);
        assertEquals(List.of("ring", "accept", "headers {X-Result=told}", "reoffer",
                "transfer to human", "hang up", "hang up"), call.orders);
        // Nobody knows the account.
        assertEquals("A call for you. Number caller.", text("announce"));
        assertTrue(premises.announcement.isClosed);
        assertFalse(premises.media.specs.getLast().receives(), "the caller is on hold");
        assertEquals(List.of("0", "202"), statuses());
    }

    @Test
    void callerIsBackWithTheAgentWhereTheOtherIsBusy() throws Exception {
        begin();
        session.renegotiated(Premises.sdp("0 PCMU", "recvonly"));
        line.routed("192.0.2.7");
        line.ended(BUSY);
        session.renegotiated(Premises.sdp("0 PCMU"));
        session.happened(ended(2));
        session.ended(BYE);
        session.run();
        assertEquals(List.of("ring", "accept", "headers {X-Result=told}", "reoffer", "reoffer",
                "headers {X-Result=told}", "hang up", "hang up"), call.orders);
        assertTrue(premises.media.specs.getLast().receives(), "the caller is heard again");
        assertEquals(List.of("0", "486"), statuses());
        assertTrue(premises.events("reply").toString().contains("Nobody is there"));
    }

    @Test
    void agentGoesOnOnlyWhenTheCallerIsOffHold() throws Exception {
        begin();
        line.ended(BUSY);
        // The answer to the first offer, which came late.
        session.renegotiated(Premises.sdp("0 PCMU", "recvonly"));
        session.ended(BYE);
        session.run();
        assertEquals(2, call.orders.stream().filter("reoffer"::equals).count());
        assertFalse(premises.events("reply").toString().contains("Nobody is there"));
    }

    @Test
    void callerWhoCannotBeTakenOffHoldWasNeverThere() throws Exception {
        begin();
        session.reofferRefused(488);
        line.ended(BUSY);
        session.reofferRefused(488);
        session.ended(BYE);
        session.run();
        assertTrue(premises.events("reply").toString().contains("Nobody is there"));
    }

    @Test
    void whoeverHangsUpWhileBeingToldDoesNotGetTheCaller() throws Exception {
        begin();
        line.routed("192.0.2.7");
        line.answered(Premises.sdp("0 PCMU"));
        line.ended(BYE);
        line.happened(ended(1));
        session.ended(BYE);
        session.run();
        assertFalse(call.orders.contains("transfer to human"), call.orders.toString());
        assertEquals(List.of("0", "503"), statuses());
    }

    @Test
    void callersPhoneThatDoesNotTransferGetsTheAgentBack() throws Exception {
        begin();
        line.routed("192.0.2.7");
        line.answered(Premises.sdp("0 PCMU"));
        line.happened(ended(1));
        session.transferred(405);
        session.renegotiated(Premises.sdp("0 PCMU"));
        session.ended(BYE);
        session.run();
        assertEquals("hang up", human.orders.getLast());
        assertTrue(premises.events("reply").toString().contains("Nobody is there"));
    }

    @Test
    void callerWhoHangsUpMeanwhileEndsBothCalls() throws Exception {
        begin();
        line.routed("192.0.2.7");
        session.ended(BYE);
        session.run();
        assertEquals(List.of("headers {X-Result=told}", "dial", "invite 192.0.2.7", "hang up"),
                human.orders);
        assertTrue(premises.announcement.isClosed);
    }

    @Test
    void soundThatBreaksThereIsNoReasonToLoseTheCaller() throws Exception {
        begin();
        line.routed("192.0.2.7");
        line.answered(Premises.sdp("0 PCMU"));
        line.happened(new MediaBroken(0));
        session.renegotiated(Premises.sdp("0 PCMU"));
        session.ended(BYE);
        session.run();
        assertEquals("hang up", human.orders.getLast());
        assertTrue(premises.events("reply").toString().contains("Nobody is there"));
    }

    @Test
    void withoutASeatForTheOtherCallNobodyIsTold() throws Exception {
        premises.mediaServer = new Premises.Seats(Optional.of(premises.media), Optional.empty());
        begin();
        line.routed("192.0.2.7");
        session.renegotiated(Premises.sdp("0 PCMU"));
        session.ended(BYE);
        session.run();
        assertEquals(List.of("headers {X-Result=told}", "dial", "hang up"), human.orders);
        assertEquals(List.of("0", "503"), statuses());
    }

    @Test
    void withoutAWayThereTheCallerIsHandedOnWithoutAWord() throws Exception {
        premises.consulted = Optional.empty();
        begin();
        session.transferred(200);
        session.ended(BYE);
        session.run();
        assertTrue(call.orders.contains("transfer " + HOLDS_UNTIL_ANSWERED),
                call.orders.toString());
    }

    @Test
    void callerOnHoldHearsTheMusicUntilTheAgentIsBack() throws Exception {
        premises.sounds = new House.Sounds(
                Optional.of(new Sound(List.of(new short[Pcm.FRAME_SAMPLES]))), Optional.empty());
        begin();
        session.renegotiated(Premises.sdp("0 PCMU", "recvonly"));
        line.ended(BUSY);
        session.renegotiated(Premises.sdp("0 PCMU"));
        session.ended(BYE);
        session.run();
        assertEquals(List.of(2), premises.media.cuts);
        assertTrue(premises.events("speech.begin").isEmpty(), "music is no speech");
    }

    private static UtteranceEnded ended(int utterance) {
        return new UtteranceEnded(new UtteranceId(utterance), Pcm.FRAME_SAMPLES, 0);
    }

    private String text(String type) throws Exception {
        return premises.events(type).getFirst().path("text").asText();
    }

    private List<String> statuses() throws Exception {
        return premises.events("transfer")
                .stream()
                .map((JsonNode event) -> event.path("status").asText("0"))
                .toList();
    }
}
