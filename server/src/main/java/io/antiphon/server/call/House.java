package io.antiphon.server.call;

import io.antiphon.asr.Listening;
import io.antiphon.asr.RecognizerPool;
import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.decide.DecisionEngine;
import io.antiphon.dialogue.errand.Errands;
import io.antiphon.dialogue.extract.FieldValue;
import io.antiphon.dialogue.prompt.Digest;
import io.antiphon.dialogue.respond.OnAccount;
import io.antiphon.dialogue.respond.Responder;
import io.antiphon.dialogue.respond.ScriptedResponder;
import io.antiphon.dialogue.session.Conversation;
import io.antiphon.dialogue.session.KnownFields;
import io.antiphon.media.MediaServer;
import io.antiphon.media.MediaSession;
import io.antiphon.media.ServerSnapshot;
import io.antiphon.server.config.ServerConfig;
import io.antiphon.server.session.Sessions;
import io.antiphon.server.trace.EventLog;
import io.antiphon.sip.sdp.CertificateHash;
import io.antiphon.sip.sdp.LocalMedia;
import io.antiphon.sip.sdp.OfferAnswer;
import io.antiphon.speech.SpeechRecognizer;
import io.antiphon.time.NanoClock;
import io.antiphon.time.WallClock;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all calls share: the engines and the configuration. Immutable, but for a counter and a mark. */
public final class House {

    private static final Logger LOG = LoggerFactory.getLogger(House.class);

    private final ServerConfig config;
    private final Map<String, Agent> agents;
    private final Engines engines;
    private final Sounds sounds;
    private final NanoClock clock;
    private final WallClock wall;
    private final Optional<EventLog> events;
    private final AtomicLong sessions;
    // The calls' threads draw their keys from it, once or twice a call.
    private final SecureRandom random = new SecureRandom();
    private final AtomicBoolean hasWarnedOfKeys = new AtomicBoolean();

    /**
     * Whatever hears and speaks, and whoever wants to know what came of a conversation.
     *
     * @param account of the conversations
     * @param sessions the conversations that were cut off
     */
    public record Engines(MediaServer media, RecognizerPool recognition,
            SpeechRecognizer recogniser,
            Speech speech, ThreadFactory turns, Account account,
            Sessions sessions) {}

    /**
     * Who answers calls.
     *
     * @param engine decides
     * @param errands has done what conversations wait for
     * @param responder words what is said
     * @param digests sum up calls that grow long
     */
    public record Agent(DecisionEngine engine, Errands errands, Responder responder,
            Digest.Maker digests) {}

    /**
     * Recordings that calls may hear.
     *
     * @param onHold over and over while a caller is on hold; nothing: silence
     * @param beforeAnswer once, before a call is taken; nothing: it rings
     */
    public record Sounds(Optional<Sound> onHold, Optional<Sound> beforeAnswer) {

        public static final Sounds NONE = new Sounds(Optional.empty(), Optional.empty());
    }

    /** Media in which only the agent speaks, and with what. */
    record Announcer(MediaSession media, Mouth mouth) {

        void close() {
            mouth.close();
            media.close();
        }
    }

    public House(ServerConfig config, Map<String, Agent> agents, Engines engines,
            Sounds sounds, Times times, Optional<EventLog> events) {
        this.config = config;
        this.agents = Map.copyOf(agents);
        this.engines = engines;
        this.sounds = sounds;
        this.clock = times.clock();
        this.wall = times.wall();
        this.events = events;
        this.sessions = new AtomicLong(clock.nanoTime() >>> 1);
    }

    /** What time it is: for intervals, and for people. */
    public record Times(NanoClock clock, WallClock wall) {}

    /** Any thread: what happened to all frames so far. */
    public ServerSnapshot frames() {
        return engines.media().snapshot();
    }

    NanoClock clock() {
        return clock;
    }

    WallClock wall() {
        return wall;
    }

    Optional<EventLog> events() {
        return events;
    }

    Sounds sounds() {
        return sounds;
    }

    /** Whether what is asserted of a caller counts who came over this trunk, or over none that is known. */
    boolean trustsIdentities(Optional<String> trunk) {
        return config.sip().trustsIdentity(trunk);
    }

    long answerDelayNs() {
        return config.operation().answerDelay().toNanos();
    }

    /** Whether anybody here goes by that name. */
    public boolean knows(String agent) {
        return agent.equals(EchoParty.NAME) || agents.containsKey(agent);
    }

    /** The fields of a briefing that the agent's template does not have, or not with such a value. */
    public List<String> misunderstood(Briefing briefing) {
        var known = known(briefing);
        return briefing.known()
                .keySet()
                .stream()
                .filter(name -> !known.containsKey(name))
                .sorted()
                .toList();
    }

    private Map<String, FieldValue> known(Briefing briefing) {
        var template = Optional.ofNullable(agents.get(briefing.agent()))
                .map(agent -> agent.engine().template());
        var known = new HashMap<String, FieldValue>();
        briefing.known()
                .forEach((name, text) -> template
                        .flatMap(has -> KnownFields.read(has, name, text))
                        .ifPresent(value -> known.put(name, value)));
        return known;
    }

    /** What the other side shall send sound to, where it reaches this machine under {@code localHost}. */
    String hostFor(String localHost) {
        return config.sip().advertised().orElse(localHost);
    }

    /** Our side of offer and answer for a call that shall send sound to {@code rtp}. */
    OfferAnswer offerAnswer(InetSocketAddress rtp) {
        return new OfferAnswer(LocalMedia.telephone(rtp), sessions.incrementAndGet(),
                config.rtp().srtp(), config.rtp().keys(), random, engines.media()
                        .fingerprint()
                        .map(own -> new CertificateHash(own.hash(), own.hex())));
    }

    /** Media keys went over signalling that anyone on the way can read. Said once, for it is a matter of set-up. */
    void warnOfKeysInTheClear() {
        if (!hasWarnedOfKeys.getAndSet(true)) {
            LOG.warn("SRTP keys are exchanged over SIP without TLS: whoever reads the signalling"
                    + " can decipher the sound; use sip over tls (said once)");
        }
    }

    /** Connects a caller to an agent; empty when there is no seat left for them. */
    Optional<Party> party(Briefing briefing, Desk desk) {
        if (briefing.agent().equals(EchoParty.NAME)) {
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
        return media.map(session -> agent(briefing, desk, listening.get(), session));
    }

    /** Someone who tells the other side of a call something, and does not listen; empty when there is no seat left. */
    Optional<Announcer> announcer(NextLine line) {
        return engines.media()
                .openDeaf(line)
                .map(media -> new Announcer(media,
                        mouth(new ScriptedResponder(), engines.speech(), media, line::post)));
    }

    private Mouth mouth(Responder responder, Speech speech, MediaSession media,
            Consumer<CallEvent> told) {
        return new Mouth(responder, speech, media.playout(), told,
                engines.turns());
    }

    private Party agent(Briefing briefing, Desk desk, Listening listening, MediaSession media) {
        var agent = Objects.requireNonNull(agents.get(briefing.agent()), briefing.agent());
        String id = desk.id().value();
        var mouth = mouth(new OnAccount(agent.responder(), id),
                engines.speech().of(briefing.agent()), media, desk.mailbox()::post);
        var conversation = new Conversation(id, desk.owner(), agent.engine(), desk.facts(),
                known(briefing), wall);
        conversation.sumUpWith(agent.digests().open(id));
        var legwork = new Legwork(agent.errands(), id, desk.mailbox()::post, engines.turns());
        var place = engines.sessions()
                .place(id, briefing.agent(),
                        desk.facts().values().getOrDefault(Facts.NUMBER, ""),
                        agent.engine().template());
        var keeping = new Keeping(conversation, engines.account(), place, legwork, desk.story());
        var talk = new Talk(new Talk.Means(media, mouth, legwork, keeping), conversation,
                desk.story(), clock, new Lull.Waits(config.operation().callerSilence().toNanos(),
                        config.sessions().staleAfter().toNanos()));
        return new AgentParty(media, listening, mouth, talk, desk.story(),
                engines.recogniser().name());
    }
}
