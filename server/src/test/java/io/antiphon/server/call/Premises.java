package io.antiphon.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.asr.RecognizerPool;
import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.yaml.TemplateReader;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.decide.DecisionEngine;
import io.antiphon.dialogue.errand.Errands;
import io.antiphon.dialogue.prompt.Digest;
import io.antiphon.dialogue.respond.ScriptedResponder;
import io.antiphon.media.Ears;
import io.antiphon.media.MediaListener;
import io.antiphon.media.MediaServer;
import io.antiphon.media.MediaSession;
import io.antiphon.media.ServerSnapshot;
import io.antiphon.server.config.Defaults;
import io.antiphon.server.session.Sessions;
import io.antiphon.server.trace.EventLog;
import io.antiphon.sip.OutgoingCall;
import io.antiphon.sip.Referral;
import io.antiphon.sip.SipCall;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;

/** A house for one call, with one seat, one place for ears and a front desk; its sound is scripted. */
final class Premises implements AutoCloseable {

    private static final ThreadFactory THREADS = Thread.ofPlatform().daemon().factory();

    final VirtualTime time = new VirtualTime();
    final ScriptedMedia media = new ScriptedMedia();
    final RecognizerPool recognition = new RecognizerPool(1, 1, THREADS);
    final DeafEars ears = new DeafEars();
    /** What was told of the call, in order. */
    final List<CallView> views = new ArrayList<>();
    /** What may be called where the other side asks for a call; nothing unless a test says so. */
    Optional<OutgoingCall> successor = Optional.empty();
    /** Whom the agent may consult before it hands the caller on. */
    Optional<OutgoingCall> consulted = Optional.empty();
    /** Further agents, name to template. */
    final Map<String, String> templates = new HashMap<>();
    House.Sounds sounds = House.Sounds.NONE;
    Account account = Account.NONE;
    Sessions sessions = Sessions.none();
    /** What is heard where only we speak. */
    final ScriptedMedia announcement = new ScriptedMedia();
    MediaServer mediaServer = new Seats(Optional.of(media), Optional.of(announcement));

    private final SynthesisPool synthesis = new SynthesisPool(THREADS, 2, 1);
    private final Path folder;
    private final EventLog events;

    Premises(Path folder) throws Exception {
        this.folder = folder;
        events = EventLog.to(folder.resolve("events.jsonl"), THREADS);
    }

    CallSession session(SipCall call, Briefing briefing) {
        return new CallSession(call, house(), briefing, views::add,
                new Successors() {
                    @Override
                    public Optional<OutgoingCall> call(SipCall asking, Referral referral) {
                        return successor;
                    }

                    @Override
                    public Optional<OutgoingCall> consult(String target, String caller) {
                        return consulted;
                    }
                });
    }

    House house() {
        var all = new HashMap<String, House.Agent>();
        all.put("front-desk", agent(accepted(Agents.find("front-desk"))));
        templates.forEach((name, yaml) -> all.put(name,
                agent(accepted(TemplateReader.read(name + ".yaml", yaml)))));
        var voice = new Voice(List.of(new CachedVoice(new ScriptedVoice(), new PhraseCache(0),
                Runnable::run)), Duration.ZERO, time);
        var engines = new House.Engines(mediaServer, recognition, ears,
                new Speech(voice, synthesis, Map.of()), THREADS, account,
                sessions);
        return new House(Defaults.with(Path.of("models")), all,
                engines, sounds, new House.Times(time, () -> Instant.EPOCH),
                Optional.of(events));
    }

    private static House.Agent agent(CampaignTemplate template) {
        return new House.Agent(new DecisionEngine(template), Errands.NONE,
                new ScriptedResponder(), Digest.Maker.NOBODY);
    }

    private static CampaignTemplate accepted(TemplateReading reading) {
        return switch (reading) {
            case TemplateReading.Accepted(var accepted) -> accepted;
            case TemplateReading.Refused refused ->
                throw new IllegalStateException(refused.describe());
        };
    }

    /** What the trace tells of one type; closes it. */
    List<JsonNode> events(String type) throws Exception {
        events.close();
        var json = new ObjectMapper();
        var found = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(folder.resolve("events.jsonl"))) {
            var event = json.readTree(line);
            if (event.path("type").asText().equals(type)) {
                found.add(event);
            }
        }
        return found;
    }

    /** The end of the call, of which there is one account. */
    JsonNode end() throws Exception {
        var ends = events("call.end");
        assertEquals(1, ends.size(), ends.toString());
        return ends.getFirst();
    }

    /** What PCMU and the like look like in an offer or an answer. */
    static SessionDescription sdp(String codec) throws Exception {
        return sdp(codec, "sendrecv");
    }

    /** The same with a direction. */
    static SessionDescription sdp(String codec, String direction) throws Exception {
        return SessionDescription.parse("""
                v=0
                o=caller 1 1 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio 40000 RTP/AVP %s
                a=rtpmap:%s/8000
                a=%s
                """.formatted(codec.substring(0, 1), codec, direction).replace("\n", "\r\n"));
    }

    @Override
    public void close() {
        events.close();
        recognition.close();
        synthesis.close();
    }

    /** Hears nothing, and tells when it need not try any longer. */
    static final class DeafEars implements SpeechRecognizer, RecognitionStream {

        final CountDownLatch closed = new CountDownLatch(1);

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
    record Seats(Optional<MediaSession> seat, Optional<MediaSession> deaf)
            implements
                MediaServer {

        static final Seats NONE = new Seats(Optional.empty(), Optional.empty());

        @Override
        public Optional<MediaSession> openDeaf(MediaListener listener) {
            return deaf;
        }

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
