package io.antiphon.server;

import io.antiphon.asr.RecognizerPool;
import io.antiphon.asr.Recognizers;
import io.antiphon.asr.model.Loaded;
import io.antiphon.asr.turn.TurnModel;
import io.antiphon.asr.vad.SileroModel;
import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.fault.EngineFailure;
import io.antiphon.media.Detectors;
import io.antiphon.media.MediaConfig;
import io.antiphon.media.MediaServer;
import io.antiphon.media.MediaThreads;
import io.antiphon.media.dtls.Handshaking;
import io.antiphon.media.dtls.Identity;
import io.antiphon.media.floor.FloorPolicy;
import io.antiphon.media.lane.LaneServer;
import io.antiphon.media.secure.Srtp;
import io.antiphon.server.call.Account;
import io.antiphon.server.call.House;
import io.antiphon.server.call.Sound;
import io.antiphon.server.call.Speech;
import io.antiphon.server.config.ServerConfig;
import io.antiphon.server.journal.CallJournal;
import io.antiphon.server.metrics.Meters;
import io.antiphon.server.report.Settlement;
import io.antiphon.server.session.Sessions;
import io.antiphon.server.trace.EventLog;
import io.antiphon.server.trace.ModelTrace;
import io.antiphon.sip.journal.DialogJournal;
import io.antiphon.sip.sdp.MediaEncryption;
import io.antiphon.speech.SpeechRecognizer;
import io.antiphon.speech.TurnDetector;
import io.antiphon.time.WallClock;
import io.antiphon.tts.SynthesisPool;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All engines of the server: opens them in order, each with a clear word if it cannot be had, and closes
 * them in reverse. Opened and closed by one thread.
 */
final class Equipment implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Equipment.class);

    /** More would be answered too late to be of use. */
    private static final int PAUSES_WAITING = 4;
    private static final int WORKER_ENDS_S = 2;
    private static final int INFERENCE_THREADS = Math.max(1,
            Runtime.getRuntime().availableProcessors() - 1);

    private final Kept open = new Kept();
    private final Meters meters = new Meters();
    private final House house;
    private final Sessions sessions;
    private final DialogJournal journal;
    private final List<String> warnings;

    private Equipment(ServerConfig config, Optional<Staging> staged) throws CannotStart {
        try {
            var templates = staged.isPresent()
                    ? Map.of(staged.get().name(), staged.get().agent().engine().template())
                    : templates(config.agents(), config.sip());
            var events = events(config);
            journal = journal(config);
            var recogniser = recogniser(config.engines());
            var recognition = open.keep(
                    new RecognizerPool(INFERENCE_THREADS, config.operation().mostCalls(),
                            Threads.recognition()));
            var speakers = open.keep(Speakers.open(config.engines().voices(), templates));
            warnings = speakers.warnings();
            // A call that is interrupted begins to answer while the worker of its last line still finds out.
            var pool = open.keep(new SynthesisPool(Threads.synthesis(),
                    2 * config.operation().mostCalls(), INFERENCE_THREADS));
            var media = open.keep(media(config));
            var cast = staged.isPresent() ? staged(staged.get()) : cast(config, templates, events);
            sessions = cast.sessions();
            house = new House(config, cast.agents(), new House.Engines(media, recognition,
                    recogniser, new Speech(speakers.voice(), pool, speakers.own()),
                    Threads.virtual("turn"), cast.account(),
                    sessions),
                    sounds(config.sounds()), new House.Times(SystemTime.NANOS, cast.wall()),
                    events);
        } catch (CannotStart | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** @param staged who plays instead of the configuration's agents, if anybody does */
    static Equipment open(ServerConfig config, Optional<Staging> staged) throws CannotStart {
        return new Equipment(config, staged);
    }

    /** Who answers calls, and who wants to know about it. */
    private record Cast(Map<String, House.Agent> agents, Account account, Sessions sessions,
            WallClock wall) {}

    private static Cast staged(Staging staging) {
        return new Cast(Map.of(staging.name(), staging.agent()), staging.account(),
                Sessions.none(), staging.wall());
    }

    private Cast cast(ServerConfig config, Map<String, CampaignTemplate> templates,
            Optional<EventLog> events) throws CannotStart {
        var trace = new ModelTrace(events, SystemTime.NANOS);
        var models = open.keep(
                LanguageModels.open(config, LanguageModels.Telling.of(trace, meters)));
        models.asked().ifPresent(meters::watch);
        var reporting = open.keep(Reporting.open(config, models,
                new Settlement(models.ledger(), trace, meters)));
        var agents = open.keep(Agency.open(config, templates, models, meters)).agents();
        return new Cast(agents, reporting.account(), reporting.sessions(), SystemTime.WALL);
    }

    House house() {
        return house;
    }

    Sessions sessions() {
        return sessions;
    }

    Meters meters() {
        return meters;
    }

    DialogJournal journal() {
        return journal;
    }

    List<String> warnings() {
        return warnings;
    }

    private static Map<String, CampaignTemplate> templates(ServerConfig.Agents agents,
            ServerConfig.Sip sip) throws CannotStart {
        Set<String> names = new LinkedHashSet<>(Agents.BUILT_IN);
        names.addAll(agents.templates().keySet());
        var templates = new HashMap<String, CampaignTemplate>();
        for (var name : names) {
            var path = Optional.ofNullable(agents.templates().get(name)).map(Path::toString);
            switch (Agents.find(path.orElse(name))) {
                case TemplateReading.Accepted(var template) -> templates.put(name, template);
                case TemplateReading.Refused refused -> throw new CannotStart(refused.describe());
            }
        }
        Set<String> wanted = new LinkedHashSet<>(agents.routes().values());
        wanted.add(agents.byDefault());
        sip.admission().trunks().forEach(trunk -> trunk.agent().ifPresent(wanted::add));
        wanted.remove("echo");
        wanted.removeAll(names);
        if (!wanted.isEmpty()) {
            throw new CannotStart(
                    "there is no agent " + String.join(", ", wanted) + "; expected echo, "
                            + String.join(", ", names) + ", or one of agents.templates");
        }
        return templates;
    }

    private static House.Sounds sounds(ServerConfig.Sounds files) throws CannotStart {
        return new House.Sounds(sound("on-hold", files.onHold()),
                sound("before-answer", files.beforeAnswer()));
    }

    private static Optional<Sound> sound(String key, Optional<Path> file) throws CannotStart {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Sound.read(file.get()));
        } catch (IOException e) {
            throw new CannotStart("sounds." + key + ": " + e.getMessage()
                    + "; name a WAV file, or leave it out", e);
        }
    }

    private Optional<EventLog> events(ServerConfig config) throws CannotStart {
        var file = config.operation().events();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(open.keep(EventLog.to(file.get(), Threads.journal())));
        } catch (IOException e) {
            throw new CannotStart(
                    "the events cannot be written to " + file.get() + ": " + e.getMessage(), e);
        }
    }

    private DialogJournal journal(ServerConfig config) throws CannotStart {
        var file = config.operation().journal();
        if (file.isEmpty()) {
            return DialogJournal.NONE;
        }
        try {
            return open.keep(CallJournal.open(file.get(), config.sip()::login, SystemTime.WALL,
                    Threads.journal()));
        } catch (IOException e) {
            throw new CannotStart("operation.journal cannot be kept in " + file.get() + ": "
                    + e.getMessage() + "; name another file, or none", e);
        }
    }

    private SpeechRecognizer recogniser(ServerConfig.Engines engines) throws CannotStart {
        return open.keep(ready(Recognizers.open(engines.recogniser(), engines.recogniserModel())));
    }

    private static <T> T ready(Loaded<T> loaded) throws CannotStart {
        return switch (loaded) {
            case Loaded.Ready<T>(T model) -> model;
            case Loaded.Refused<T>(var failure) -> throw new CannotStart(words(failure));
        };
    }

    private static void end(ThreadPoolExecutor workers) throws InterruptedException {
        workers.shutdownNow();
        if (!workers.awaitTermination(WORKER_ENDS_S, TimeUnit.SECONDS)) {
            LOG.warn("a worker is still at its last task");
        }
    }

    private MediaServer media(ServerConfig config) throws CannotStart {
        var voice = open.keep(ready(SileroModel.load(config.engines().voiceDetectorModel())));
        var turns = turns(config.engines());
        var rtp = config.rtp();
        try {
            Optional<Handshaking> handshaking = Optional.empty();
            if (rtp.srtp() != MediaEncryption.OFF) {
                Srtp.prepare();
                handshaking = Optional.of(new Handshaking(
                        Identity.make(new SecureRandom(), SystemTime.WALL.now()),
                        Threads.virtual("dtls")));
            }
            var media = new MediaConfig(1, seats(config.operation().mostCalls()),
                    InetAddress.ofLiteral(hearsIpv6(config) ? "::" : "0.0.0.0"),
                    rtp.firstPort(), rtp.lastPort(), FloorPolicy.DEFAULT, rtp.silence());
            return LaneServer.start(media,
                    new MediaThreads(Threads.lane(), Threads.hearing(), Threads.feeding()),
                    SystemTime.NANOS,
                    SystemTime.WALL, () -> new Detectors(voice.open(), turns.get()), handshaking);
        } catch (IllegalArgumentException e) {
            throw new CannotStart("rtp: " + e.getMessage(), e);
        } catch (IllegalStateException e) {
            throw new CannotStart("rtp.srtp: " + e.getMessage()
                    + "; set it to off, or run another Java", e);
        }
    }

    /** Each call may have another one beside it, to whom its caller is handed on, as far as there is room. */
    static int seats(int mostCalls) {
        return Math.max(mostCalls, Math.min(2 * mostCalls, MediaConfig.MOST_SEATS));
    }

    /** Sound comes the way that SIP comes; a socket on :: hears both kinds. */
    private static boolean hearsIpv6(ServerConfig config) {
        return config.sip()
                .listen()
                .stream()
                // transport:host:port, so a third colon is of an IPv6 address.
                .anyMatch(address -> address.chars().filter(c -> c == ':').count() > 2);
    }

    private Supplier<TurnDetector> turns(ServerConfig.Engines engines) throws CannotStart {
        if (engines.turnModel().isEmpty()) {
            return TurnDetector::none;
        }
        var worker = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(PAUSES_WAITING), Threads.recognition());
        var model = open.keep(ready(TurnModel.load(engines.turnModel().get(), worker)));
        // A model must not be closed under a worker who looks back at a pause.
        open.push(() -> end(worker));
        return model::open;
    }

    private static String words(EngineFailure failure) {
        return failure.engine() + ": " + failure.detail();
    }

    @Override
    public void close() {
        open.close();
    }
}
