package io.antiphon.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.asr.RecognizerPool;
import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.respond.ScriptedResponder;
import io.antiphon.media.Ears;
import io.antiphon.media.MediaEvent;
import io.antiphon.media.MediaListener;
import io.antiphon.media.MediaServer;
import io.antiphon.media.MediaSession;
import io.antiphon.media.ServerSnapshot;
import io.antiphon.server.config.Defaults;
import io.antiphon.server.trace.EventLog;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.sdp.SessionDescription;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.RecognitionStream;
import io.antiphon.speech.SpeechRecognizer;
import io.antiphon.testkit.VirtualTime;
import io.antiphon.tts.SynthesisPool;
import io.antiphon.tts.Voice;
import io.antiphon.tts.cache.CachedVoice;
import io.antiphon.tts.cache.PhraseCache;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test's thread is the call's. What happens to the call is posted before it runs. */
class CallSessionTest {

    private static final ThreadFactory THREADS = Thread.ofPlatform().daemon().factory();
    private static final SipEnd BYE = new SipEnd(SipEnd.Cause.HANGUP_REMOTE, 0, "BYE");
    private static final int MORE_THAN_A_MAILBOX_HOLDS = 2_000;

    @TempDir
    private Path folder;

    private final VirtualTime time = new VirtualTime();
    private final ScriptedMedia media = new ScriptedMedia();
    private final RecognizerPool recognition = new RecognizerPool(1, 1, THREADS);
    private final SynthesisPool synthesis = new SynthesisPool(THREADS, 2, 1);
    private MediaServer mediaServer = new Seats(Optional.of(media));
    private final DeafEars ears = new DeafEars();
    private EventLog events;
    private ScriptedCall call;

    @BeforeEach
    void open() throws Exception {
        events = EventLog.to(folder.resolve("events.jsonl"), THREADS);
        call = new ScriptedCall(offer("0 PCMU"));
    }

    @AfterEach
    void close() {
        events.close();
        recognition.close();
        synthesis.close();
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
        call = new ScriptedCall(offer("3 GSM"));
        session("echo").run();
        assertEquals(List.of("reject 488", "hang up"), call.orders);
        assertEquals("no codec in common", reason());
        assertTrue(media.isClosed);
    }

    @Test
    void callerForWhomThereIsNoSeatIsTurnedAway() throws Exception {
        mediaServer = new Seats(Optional.empty());
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

    private CallSession session(String agent) {
        var template = switch (Agents.find("front-desk")) {
            case TemplateReading.Accepted(var accepted) -> accepted;
            case TemplateReading.Refused refused ->
                throw new IllegalStateException(refused.describe());
        };
        var voice = new Voice(List.of(new CachedVoice(new ScriptedVoice(), new PhraseCache(0),
                Runnable::run)), Duration.ZERO, time);
        var engines = new House.Engines(mediaServer, recognition, ears,
                new Speech(voice, synthesis), new ScriptedResponder(), THREADS);
        var house = new House(Defaults.with(Path.of("models")), Map.of("front-desk", template),
                engines, time, Optional.of(events));
        return new CallSession(call, house, agent);
    }

    private static SessionDescription offer(String codec) throws Exception {
        return SessionDescription.parse("""
                v=0
                o=caller 1 1 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio 40000 RTP/AVP %s
                a=rtpmap:%s/8000
                """.formatted(codec.substring(0, 1), codec).replace("\n", "\r\n"));
    }

    /** Why the call ended, of which there is one account. */
    private String reason() throws Exception {
        events.close();
        var json = new ObjectMapper();
        var reasons = new ArrayList<String>();
        for (var line : Files.readAllLines(folder.resolve("events.jsonl"))) {
            var event = json.readTree(line);
            if (event.path("type").asText().equals("call.end")) {
                reasons.add(event.path("reason").asText());
            }
        }
        assertEquals(1, reasons.size(), reasons.toString());
        return reasons.getFirst();
    }

    /** The pool has one place, which it gives back before it closes the stream. */
    private void assertPlaceIsFree() throws InterruptedException {
        assertTrue(ears.closed.await(20, TimeUnit.SECONDS));
        assertEquals(0, recognition.calls());
    }

    /** Hears nothing, and tells when it need not try any longer. */
    private static final class DeafEars implements SpeechRecognizer, RecognitionStream {

        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public String name() {
            return "ears";
        }

        @Override
        public RecognitionStream open() {
            return this;
        }

        @Override
        public Heard hear(short[] pcm, int samples) {
            return Heard.NOTHING;
        }

        @Override
        public Heard ifFinished() {
            return Heard.NOTHING;
        }

        @Override
        public Heard finish() {
            return Heard.NOTHING;
        }

        @Override
        public void cancel() {
            // Nothing was heard.
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    /** So many seats as there are sessions. */
    private record Seats(Optional<MediaSession> seat) implements MediaServer {

        @Override
        public Optional<MediaSession> open(Ears ears, MediaListener listener) {
            return seat.map(session -> {
                if (session instanceof ScriptedMedia scripted && scripted.cannotOpen) {
                    throw new IllegalStateException("media that break when they open");
                }
                return session;
            });
        }

        @Override
        public Optional<MediaSession> openEcho(MediaListener listener) {
            return seat;
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
}
