package io.antiphon.server.call;

import io.antiphon.asr.Listening;
import io.antiphon.asr.RecognizerPool;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.respond.Responder;
import io.antiphon.dialogue.session.Conversation;
import io.antiphon.media.MediaServer;
import io.antiphon.media.MediaSession;
import io.antiphon.server.config.ServerConfig;
import io.antiphon.server.trace.EventLog;
import io.antiphon.sip.IncomingCall;
import io.antiphon.speech.SpeechRecognizer;
import io.antiphon.time.NanoClock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/** What all calls share: the engines and the configuration. Immutable, but for a counter. */
public final class House {

    private final ServerConfig config;
    private final Map<String, CampaignTemplate> templates;
    private final Engines engines;
    private final NanoClock clock;
    private final Optional<EventLog> events;
    private final AtomicLong sessions;

    /** Whatever hears, thinks and speaks. */
    public record Engines(MediaServer media, RecognizerPool recognition,
            SpeechRecognizer recogniser,
            Speech speech, Responder responder, ThreadFactory turns) {}

    public House(ServerConfig config, Map<String, CampaignTemplate> templates, Engines engines,
            NanoClock clock, Optional<EventLog> events) {
        this.config = config;
        this.templates = Map.copyOf(templates);
        this.engines = engines;
        this.clock = clock;
        this.events = events;
        this.sessions = new AtomicLong(clock.nanoTime() >>> 1);
    }

    NanoClock clock() {
        return clock;
    }

    Optional<EventLog> events() {
        return events;
    }

    /** Whether what a peer asserts of its caller counts. */
    boolean trustsIdentities() {
        return config.sip().trustIdentity();
    }

    long answerDelayNs() {
        return config.operation().answerDelay().toNanos();
    }

    /** Whether anybody here goes by that name. */
    public boolean knows(String agent) {
        return agent.equals(EchoParty.NAME) || templates.containsKey(agent);
    }

    /** What the caller shall send sound to. */
    String hostFor(IncomingCall call) {
        return config.sip().advertised().orElse(call.localHost());
    }

    long nextSessionId() {
        return sessions.incrementAndGet();
    }

    /** Connects a caller to an agent; empty when there is no seat left for them. */
    Optional<Party> party(String agent, Desk desk) {
        if (agent.equals(EchoParty.NAME)) {
            return engines.media().openEcho(desk.mediaListener()).map(EchoParty::new);
        }
        var listening = engines.recognition()
                .listen(engines.recogniser(), CallEars.posting(desk.mailbox()));
        if (listening.isEmpty()) {
            return Optional.empty();
        }
        Optional<MediaSession> media = Optional.empty();
        try {
            media = engines.media().open(CallEars.to(listening.get()), desk.mediaListener());
        } finally {
            if (media.isEmpty()) {
                listening.get().close();
            }
        }
        return media.map(session -> agent(agent, desk, listening.get(), session));
    }

    private Party agent(String agent, Desk desk, Listening listening, MediaSession media) {
        var mouth = new Mouth(engines.responder(), engines.speech(), media.playout(),
                desk.mailbox(), engines.turns());
        var conversation = new Conversation(desk.owner(),
                Objects.requireNonNull(templates.get(agent), agent), desk.facts());
        var talk = new Talk(media, conversation, mouth, desk.story(), clock,
                config.operation().callerSilence().toNanos());
        return new AgentParty(media, listening, mouth, talk, desk.story(),
                engines.recogniser().name());
    }
}
