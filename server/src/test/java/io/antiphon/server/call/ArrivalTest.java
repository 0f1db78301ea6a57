package io.antiphon.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antiphon.audio.Pcm;
import io.antiphon.media.MediaEvent.UtteranceEnded;
import io.antiphon.media.MediaSpec;
import io.antiphon.server.call.CallView.State;
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

/** What a caller hears before the call is taken. The test's thread is the call's. */
class ArrivalTest {

    private static final SipEnd CANCELLED = new SipEnd(Cause.CANCELLED, 487, "");
    private static final SipEnd BYE = new SipEnd(Cause.HANGUP_REMOTE, 0, "BYE");

    @TempDir
    private Path folder;

    private Premises premises;
    private ScriptedCall call;

    @BeforeEach
    void open() throws Exception {
        premises = new Premises(folder);
        premises.sounds = new House.Sounds(Optional.empty(),
                Optional.of(new Sound(List.of(new short[Pcm.FRAME_SAMPLES]))));
        call = new ScriptedCall(Premises.sdp("0 PCMU"));
    }

    @AfterEach
    void close() {
        premises.close();
    }

    @Test
    void recordingIsHeardToItsEndBeforeTheCallIsTaken() throws Exception {
        var session = premises.session(call, Briefing.of("front-desk"));
        session.happened(new UtteranceEnded(new UtteranceId(1), Pcm.FRAME_SAMPLES, 0));
        session.established(Optional.empty());
        session.ended(BYE);
        session.run();
        assertEquals(List.of("ring", "progress", "accept", "hang up"), call.orders);
        assertEquals(List.of(State.EARLY, State.UP, State.ENDED),
                premises.views.stream().map(CallView::state).toList());
        assertEquals(List.of(false, true),
                premises.media.specs.stream().map(MediaSpec::receives).toList(),
                "nobody listens before");
    }

    @Test
    void callerWhoGivesUpMeanwhileIsNotTaken() throws Exception {
        var session = premises.session(call, Briefing.of("front-desk"));
        session.ended(CANCELLED);
        session.run();
        assertEquals(List.of("ring", "progress", "hang up"), call.orders);
        assertEquals("cancelled", premises.end().path("cause").asText());
    }

    @Test
    void echoPlaysNothing() throws Exception {
        var session = premises.session(call, Briefing.of("echo"));
        session.established(Optional.empty());
        session.ended(BYE);
        session.run();
        assertEquals(List.of("ring", "accept", "hang up"), call.orders);
    }
}
