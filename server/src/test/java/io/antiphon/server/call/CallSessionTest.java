package io.antiphon.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.media.Ears;
import io.antiphon.media.MediaEvent;
import io.antiphon.media.MediaListener;
import io.antiphon.media.MediaServer;
import io.antiphon.media.MediaSession;
import io.antiphon.media.ServerSnapshot;
import io.antiphon.sip.SipEnd;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test's thread is the call's. What happens to the call is posted before it runs. */
class CallSessionTest {

    private static final SipEnd BYE = new SipEnd(SipEnd.Cause.HANGUP_REMOTE, 0, "BYE");
    private static final int MORE_THAN_A_MAILBOX_HOLDS = 2_000;

    @TempDir
    private Path folder;

    private Premises premises;
    private ScriptedMedia media;
    private ScriptedCall call;

    @BeforeEach
    void open() throws Exception {
        premises = new Premises(folder);
        media = premises.media;
        call = new ScriptedCall(Premises.sdp("0 PCMU"));
    }

    @AfterEach
    void close() {
        premises.close();
    }

    @Test
    void callIsAnsweredAndEndsWithTheCallersBye() throws Exception {
        var session = session("echo");
        session.established(Optional.empty());
        session.ended(BYE);
        session.run();
        assertEquals(List.of("ring", "accept", "hang up"), call.orders);
        assertEquals("HANGUP_REMOTE BYE", reason());
        assertTrue(media.isClosed);
    }

    @Test
    void callerWithoutACodecInCommonIsRefusedBeforeItRings() throws Exception {
        call = new ScriptedCall(Premises.sdp("3 GSM"));
        session("echo").run();
        assertEquals(List.of("reject 488", "hang up"), call.orders);
        assertEquals("no codec in common", reason());
        assertTrue(media.isClosed);
    }

    @Test
    void callerForWhomThereIsNoSeatIsTurnedAway() throws Exception {
        premises.mediaServer = Premises.Seats.NONE;
        session("front-desk").run();
        assertEquals(List.of("reject 503", "hang up"), call.orders);
        assertEquals("no seat is free", reason());
        assertPlaceIsFree();
    }

    @Test
    void mediaThatCannotBeOpenedCostNoPlaceInTheRecognition() throws Exception {
        media.cannotOpen = true;
        session("front-desk").run();
        assertEquals(List.of("hang up"), call.orders);
        assertEquals("fault", reason());
        assertPlaceIsFree();
    }

    @Test
    void mediaThatBreakWhenTheyStartAreClosedAndTheCallIsHungUp() throws Exception {
        media.isBroken = true;
        session("front-desk").run();
        assertEquals(List.of("ring", "accept", "hang up"), call.orders);
        assertEquals("fault", reason());
        assertTrue(media.isClosed);
        assertPlaceIsFree();
    }

    @Test
    void mediaThatBreakLaterEndAnEcho() throws Exception {
        var session = session("echo");
        session.established(Optional.empty());
        session.happened(new MediaEvent.MediaBroken(0));
        session.happened(new MediaEvent.MediaFound(0));
        session.ended(BYE);
        session.run();
        assertEquals(List.of("ring", "accept", "hang up", "hang up"), call.orders);
    }

    @Test
    void serverThatGoesDownHangsUp() throws Exception {
        var session = session("echo");
        session.established(Optional.empty());
        session.leave("shutdown");
        session.ended(BYE);
        session.run();
        assertEquals(List.of("ring", "accept", "hang up", "hang up"), call.orders);
    }

    @Test
    void callWhoseEndWasTurnedAwayByAFullMailboxEndsAllTheSame() throws Exception {
        var session = session("echo");
        for (int i = 0; i < MORE_THAN_A_MAILBOX_HOLDS; i++) {
            session.happened(new MediaEvent.MediaFound(i));
        }
        session.ended(BYE);
        assertTimeoutPreemptively(Duration.ofSeconds(20), session::run);
        assertEquals("mailbox overflowed", reason());
        assertTrue(media.isClosed);
    }

    /** Signalling remembers a session until its last transaction ends; the sound is half a megabyte a call. */
    @Test
    void endedCallLetsGoOfItsSound() throws Exception {
        var sound = new WeakSound();
        premises.mediaServer = sound;
        var session = session("echo");
        session.established(Optional.empty());
        session.ended(BYE);
        session.run();
        try {
            for (int i = 0; i < 50 && sound.opened.get() != null; i++) {
                System.gc();
            }
            assertNull(sound.opened.get(), "the session holds its media");
        } finally {
            Reference.reachabilityFence(session);
        }
    }

    /** Opens media that nobody but the call holds. */
    private static final class WeakSound implements MediaServer {

        private WeakReference<MediaSession> opened = new WeakReference<>(null);

        @Override
        public Optional<MediaSession> openEcho(MediaListener listener) {
            var media = new ScriptedMedia();
            opened = new WeakReference<>(media);
            return Optional.of(media);
        }

        @Override
        public Optional<MediaSession> open(Ears ears, MediaListener listener) {
            throw new AssertionError("an echo is what is asked for");
        }

        @Override
        public Optional<MediaSession> openDeaf(MediaListener listener) {
            throw new AssertionError("nobody is consulted");
        }

        @Override
        public ServerSnapshot snapshot() {
            throw new AssertionError("nobody asked for a snapshot");
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private CallSession session(String agent) {
        return premises.session(call, Briefing.of(agent));
    }

    private String reason() throws Exception {
        return premises.end().path("reason").asText();
    }

    /** The pool has one place, which it gives back before it closes the stream. */
    private void assertPlaceIsFree() throws InterruptedException {
        assertTrue(premises.ears.closed.await(20, TimeUnit.SECONDS));
        assertEquals(0, premises.recognition.calls());
    }
}
