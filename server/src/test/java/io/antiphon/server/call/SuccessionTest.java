package io.antiphon.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.Referral;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.SipEnd.Cause;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another call takes the place of a session's. The test's thread is the call's; what happens is posted before it runs. */
class SuccessionTest {

    private static final SipEnd BYE = new SipEnd(Cause.HANGUP_REMOTE, 0, "BYE");
    private static final SipEnd BUSY = new SipEnd(Cause.REJECTED, 486, "Busy Here");

    @TempDir
    private Path folder;

    private final ScriptedDial next = new ScriptedDial("next");
    private final Asked asked = new Asked();
    private Premises premises;
    private ScriptedCall call;
    private CallSession session;
    private NextLine line;

    @BeforeEach
    void open() throws Exception {
        premises = new Premises(folder);
        call = new ScriptedCall("first", Premises.sdp("0 PCMU"));
        session = premises.session(call, Briefing.of("echo"));
        line = session.lineOf(next.id());
        session.established(Optional.empty());
    }

    @AfterEach
    void close() {
        premises.close();
    }

    @Test
    void callThatIsAskedForTakesTheConversation() throws Exception {
        premises.successor = Optional.of(next);
        session.referred(asked);
        line.routed("192.0.2.7");
        line.ringing(180, Optional.empty());
        line.answered(Premises.sdp("0 PCMU"));
        // What the old call still says concerns nobody.
        session.ended(BYE);
        line.ended(BYE);
        session.run();
        assertEquals(List.of("accept", "180", "200"), asked.words);
        assertEquals(List.of("dial", "invite 192.0.2.7", "hang up"), next.orders);
        assertEquals(List.of("ring", "accept", "hang up"), call.orders);
        assertEquals("HANGUP_REMOTE BYE", premises.end().path("reason").asText());
        assertEquals(2, premises.media.specs.size(),
                "the same sound, started once and sent elsewhere since");
    }

    @Test
    void callThatFailsLeavesTheConversationWhereItIs() throws Exception {
        premises.successor = Optional.of(next);
        session.referred(asked);
        line.routed("192.0.2.7");
        line.ended(BUSY);
        session.ended(BYE);
        session.run();
        assertEquals(List.of("accept", "486"), asked.words);
        assertEquals(1, premises.media.specs.size());
    }

    @Test
    void whoeverAskedMayLeaveBeforeTheOtherHasAnswered() throws Exception {
        premises.successor = Optional.of(next);
        session.referred(asked);
        line.routed("192.0.2.7");
        session.ended(BYE);
        line.answered(Premises.sdp("0 PCMU"));
        line.ended(BUSY);
        session.run();
        assertEquals("REJECTED Busy Here", premises.end().path("reason").asText());
    }

    @Test
    void whoeverAskedAndLeftAndIsNotFollowedHasEndedTheCall() throws Exception {
        premises.successor = Optional.of(next);
        session.referred(asked);
        session.ended(BYE);
        line.ended(BUSY);
        session.run();
        assertEquals("HANGUP_REMOTE BYE", premises.end().path("reason").asText());
    }

    @Test
    void callThatMayNotBeMadeIsForbidden() throws Exception {
        session.referred(asked);
        session.ended(BYE);
        session.run();
        assertEquals(List.of("refuse 403"), asked.words);
    }

    @Test
    void oneAtATime() throws Exception {
        premises.successor = Optional.of(next);
        var second = new Asked();
        session.referred(asked);
        session.referred(second);
        session.leave("shutdown");
        line.ended(BUSY);
        session.ended(BYE);
        session.run();
        assertEquals(List.of("refuse 491"), second.words);
    }

    @Test
    void callThatReplacesTakesTheConversation() throws Exception {
        var by = new ScriptedCall("by", Premises.sdp("0 PCMU"));
        session.takeOver(by);
        session.ended(BYE);
        session.lineOf(by.id()).established(Optional.empty());
        session.lineOf(by.id()).ended(BYE);
        session.run();
        assertEquals(List.of("handler", "accept", "hang up"), by.orders);
        assertEquals(2, premises.media.specs.size());
    }

    @Test
    void callThatReplacesWithoutACodecInCommonIsRefusedAndChangesNothing() throws Exception {
        var by = new ScriptedCall("by", Premises.sdp("3 GSM"));
        session.takeOver(by);
        session.ended(BYE);
        session.run();
        assertEquals(List.of("handler", "reject 488"), by.orders);
        assertTrue(call.orders.contains("hang up"));
    }

    /** Someone who asks, and notes what is answered. */
    private static final class Asked implements Referral {

        private final List<String> words = new ArrayList<>();

        @Override
        public String target() {
            return "sip:700@127.0.0.1";
        }

        @Override
        public Optional<String> replaces() {
            return Optional.empty();
        }

        @Override
        public Optional<String> referredBy() {
            return Optional.empty();
        }

        @Override
        public void accept() {
            words.add("accept");
        }

        @Override
        public void refuse(int status, String reason) {
            words.add("refuse " + status);
        }

        @Override
        public void progress(int status) {
            words.add(Integer.toString(status));
        }
    }
}
