package io.antiphon.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.history.Turn;
import io.antiphon.dialogue.report.Minutes;
import io.antiphon.media.MediaEvent;
import io.antiphon.server.session.Sessions;
import io.antiphon.sip.SipEnd;
import io.antiphon.speech.UtteranceId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that are cut off, and the ones after them; the test's thread is the calls'. */
class ResumedSessionTest {

    private static final SipEnd LOST = new SipEnd(SipEnd.Cause.TIMEOUT, 408, "session expired");
    private static final SipEnd BYE = new SipEnd(SipEnd.Cause.HANGUP_REMOTE, 0, "BYE");
    private static final String TEMPLATE = """
            name: keys
            opening: welcome
            home: welcome
            unclear: { retries: 9, say: Sorry., go: bye }
            silence: { retries: 0, say: Hello., go: bye }
            fields: { code: { type: digits, min-digits: 2, max-digits: 2, ask: "Your code?" } }
            stages:
              - { id: welcome, ask: "Press one.", on: { digit: { 1: ask } } }
              - { id: ask, collects: [code], on: { filled: bye } }
              - { id: bye, say: Goodbye., end: hang-up }
            """;

    @TempDir
    private Path folder;

    private final List<Minutes> over = new ArrayList<>();
    private Premises premises;
    private Instant now = Instant.EPOCH;

    @BeforeEach
    void open() throws Exception {
        premises = new Premises(folder);
        premises.templates.put("keys", TEMPLATE);
        premises.sessions = Sessions.open(Optional.empty(),
                new Sessions.Means(Runnable::run, () -> now, Duration.ofMinutes(10)));
        premises.account = new Account() {

            @Override
            public void begins(String call, CampaignTemplate template) {
                // Only the end is of interest.
            }

            @Override
            public void soFar(Minutes minutes) {
                // Only the end is of interest.
            }

            @Override
            public void over(Minutes minutes) {
                over.add(minutes);
            }
        };
    }

    @AfterEach
    void close() {
        premises.close();
    }

    @Test
    void aCallThatIsLostIsGoneOnWith() throws Exception {
        holds("c1", LOST, '1', '4');
        holds("c2", BYE);
        assertEquals(Optional.of("c1"), over.getLast().resumes());
        assertEquals("ask", over.getLast().state().stage());
        var told = premises.events("resumed");
        assertEquals(1, told.size());
        assertEquals("c1", told.getFirst().path("from").asText());
    }

    @Test
    void aCallThatWasHungUpIsNot() throws Exception {
        holds("c1", BYE, '1');
        holds("c2", BYE);
        assertEquals(Optional.empty(), over.getLast().resumes());
        assertTrue(premises.events("resumed").isEmpty());
    }

    @Test
    void aCallInWhichNothingWasSaidIsNot() throws Exception {
        holds("c1", LOST);
        holds("c2", BYE);
        assertEquals(Optional.empty(), over.getLast().resumes());
    }

    @Test
    void whoRingsTooLateBeginsAnew() throws Exception {
        holds("c1", LOST, '1');
        now = now.plus(Duration.ofMinutes(11));
        holds("c2", BYE);
        assertEquals(Optional.empty(), over.getLast().resumes());
    }

    @Test
    void aGoodbyeToNobodyIsNoEnd() throws Exception {
        var call = new ScriptedCall("c1", Premises.sdp("0 PCMU"));
        var session = premises.session(call, Briefing.of("keys"));
        session.established(Optional.empty());
        session.happened(new MediaEvent.Digit('1', 0));
        session.happened(new MediaEvent.MediaBroken(0));
        session.ended(new SipEnd(SipEnd.Cause.HANGUP_LOCAL, 0, ""));
        session.run();
        holds("c2", BYE);
        assertEquals(Optional.of("c1"), over.getLast().resumes());
    }

    @Test
    void whatWasHeardOfTheLineThatTheEndCutBelongsToTheAccount() throws Exception {
        var session = premises.session(new ScriptedCall("c1", Premises.sdp("0 PCMU")),
                Briefing.of("keys"));
        session.established(Optional.empty());
        session.happened(new MediaEvent.UtteranceStarted(new UtteranceId(1), 0));
        session.ended(BYE);
        session.happened(new MediaEvent.Interrupted(new UtteranceId(1), 1, 0));
        session.run();
        assertEquals(List.of(1), premises.media.cuts);
        var said = assertInstanceOf(Turn.AgentSaid.class,
                over.getLast().history().turns().getLast());
        assertTrue(said.interrupted());
    }

    private void holds(String id, SipEnd end, char... keys) throws Exception {
        var session = premises.session(new ScriptedCall(id, Premises.sdp("0 PCMU")),
                Briefing.of("keys"));
        session.established(Optional.empty());
        for (char key : keys) {
            session.happened(new MediaEvent.Digit(key, 0));
        }
        session.ended(end);
        session.run();
    }
}
