package io.antiphon.server;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.decide.DecisionEngine;
import io.antiphon.dialogue.decide.Input;
import io.antiphon.fault.EngineFailure;
import io.antiphon.speech.Pace;
import io.antiphon.tts.Voice;
import io.antiphon.tts.VoiceConfig;
import io.antiphon.tts.Voices;
import io.antiphon.tts.cache.PhraseCache;
import io.antiphon.tts.cache.Preparation;
import io.antiphon.tts.text.ClauseSplitter;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The voices: the one that the configuration names, and those that templates ask for, which have it behind them. Opened
 * and closed by one thread.
 */
final class Speakers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Speakers.class);
    private static final int CACHE_BYTES = 64 << 20;
    private static final int PHRASES_WAITING = 64;
    private static final int WORKER_ENDS_S = 2;

    private final Kept open = new Kept();
    private final PhraseCache cache = new PhraseCache(CACHE_BYTES);
    private final ThreadPoolExecutor ahead;
    private final List<String> usual;
    private final Voice voice;
    private final Map<String, Voice> own = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();

    private Speakers(List<String> usual, Map<String, CampaignTemplate> templates)
            throws CannotStart {
        this.usual = usual;
        this.ahead = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(PHRASES_WAITING), Threads.synthesis());
        open.push(() -> end(ahead));
        try {
            voice = voice(usual, "");
            var byName = new HashMap<String, Voice>();
            for (var entry : templates.entrySet()) {
                String agent = entry.getKey();
                var template = entry.getValue();
                if (template.hasOwnVoice()) {
                    if (!byName.containsKey(template.voice())) {
                        byName.put(template.voice(), ofAgent(agent, template.voice()));
                    }
                    own.put(agent, byName.get(template.voice()));
                }
                rehearse(template, own.getOrDefault(agent, voice));
            }
            // A voice must not be closed under whoever speaks with it.
            open.push(() -> end(ahead));
        } catch (CannotStart | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Opens them, and renders what every caller will hear first, so that the first one does not wait for it.
     *
     * @param usual names of the voice that all have, and of those behind it
     * @param templates by agent
     */
    static Speakers open(List<String> usual, Map<String, CampaignTemplate> templates)
            throws CannotStart {
        return new Speakers(usual, templates);
    }

    private Voice ofAgent(String agent, String name) throws CannotStart {
        var names = new ArrayList<String>();
        names.add(name);
        names.addAll(usual);
        return voice(names, "agent " + agent + ": ");
    }

    private Voice voice(List<String> names, String whose) throws CannotStart {
        return switch (Voices.open(wanted(names), cache, ahead, SystemTime.NANOS)) {
            case Voices.Opened.Speaking(var speaks, var skipped) -> {
                open.keep(speaks);
                skipped.forEach(failure -> warnings.add(whose + words(failure)));
                yield speaks;
            }
            case Voices.Opened.Silent(var failures) -> throw new CannotStart(
                    "no voice speaks:\n"
                            + String.join("\n", failures.stream().map(Speakers::words).toList()));
        };
    }

    private static VoiceConfig wanted(List<String> names) throws CannotStart {
        try {
            return new VoiceConfig(names);
        } catch (IllegalArgumentException e) {
            throw new CannotStart("engines.voices: " + e.getMessage(), e);
        }
    }

    private static void rehearse(CampaignTemplate template, Voice voice) throws CannotStart {
        var engine = new DecisionEngine(template);
        var lines = engine.decide(engine.beginning(), new Input.Opening(), now(template))
                .plan()
                .lines();
        try {
            for (var clause : ClauseSplitter.split(String.join(" ", lines))) {
                if (voice.prepare(clause, Pace.USUAL).await() == Preparation.State.FAILED) {
                    throw new CannotStart("the voice " + voice.name()
                            + " cannot say the opening of " + template.name());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("interrupted", e);
        }
    }

    private static LocalDateTime now(CampaignTemplate template) {
        return LocalDateTime.ofInstant(SystemTime.WALL.now(),
                template.business().zone().orElse(ZoneId.systemDefault()));
    }

    /** What all speak with that have no voice of their own. */
    Voice voice() {
        return voice;
    }

    /** Voices of their own, by agent. */
    Map<String, Voice> own() {
        return Map.copyOf(own);
    }

    /** Voices that do not speak although others took their places. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    private static String words(EngineFailure failure) {
        return failure.engine() + ": " + failure.detail();
    }

    private static void end(ThreadPoolExecutor workers) throws InterruptedException {
        workers.shutdownNow();
        if (!workers.awaitTermination(WORKER_ENDS_S, TimeUnit.SECONDS)) {
            LOG.warn("a worker is still at its last task");
        }
    }

    @Override
    public void close() {
        open.close();
    }
}
