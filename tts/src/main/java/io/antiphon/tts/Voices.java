package io.antiphon.tts;

import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.speech.SpeechSynthesizer;
import io.antiphon.time.NanoClock;
import io.antiphon.tts.cache.CachedVoice;
import io.antiphon.tts.cache.PhraseCache;
import io.antiphon.tts.piper.PiperVoice;
import io.antiphon.tts.sound.Opening;
import io.antiphon.tts.system.SystemVoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** Opens voices by their names. */
public final class Voices {

    private Voices() {}

    /** What came of opening a voice and those behind it. */
    public sealed interface Opened {

        /**
         * At least one speaks.
         *
         * @param skipped why others do not
         */
        record Speaking(Voice voice, List<EngineFailure> skipped) implements Opened {

            public Speaking {
                skipped = List.copyOf(skipped);
            }
        }

        /** None speaks. */
        record Silent(List<EngineFailure> failures) implements Opened {

            public Silent {
                failures = List.copyOf(failures);
            }
        }
    }

    /** What a look at one engine found. */
    public sealed interface Finding {

        String engine();

        record Usable(String engine) implements Finding {}

        record Missing(String engine, EngineFailure failure) implements Finding {}
    }

    /**
     * Opens the voices of a configuration. Each speaks a sentence for nobody, which takes some 50 ms, so
     * that one that does not work is found now and not in a call.
     *
     * @param worker prepares phrases; best one thread with a bounded queue
     */
    public static Opened open(VoiceConfig config, PhraseCache cache, Executor worker,
            NanoClock clock) {
        var voices = new ArrayList<CachedVoice>();
        var failures = new ArrayList<EngineFailure>();
        for (String engine : config.engines()) {
            switch (open(engine, config.timeout())) {
                case Opening.Ready(SpeechSynthesizer voice) ->
                    voices.add(new CachedVoice(voice, cache, worker));
                case Opening.Unusable(var failure) -> failures.add(failure);
            }
        }
        return voices.isEmpty()
                ? new Opened.Silent(failures)
                : new Opened.Speaking(new Voice(voices, config.rest(), clock), failures);
    }

    private static Opening open(String engine, Duration timeout) {
        int colon = engine.indexOf(':');
        String voice = engine.substring(colon + 1);
        return switch (engine.substring(0, colon)) {
            case "flite" -> SystemVoice.flite(voice, timeout);
            case "espeak-ng" -> SystemVoice.espeak(voice, timeout);
            case "piper" -> PiperVoice.open(Path.of(voice));
            default -> new Opening.Unusable(new EngineFailure(Kind.REFUSED, engine,
                    "no such engine; expected flite, espeak-ng or piper"));
        };
    }

    /** Tries every engine of a configuration, for the doctor. */
    public static List<Finding> available(VoiceConfig config) {
        var findings = new ArrayList<Finding>();
        for (String engine : config.engines()) {
            switch (open(engine, config.timeout())) {
                case Opening.Ready(SpeechSynthesizer voice) -> {
                    voice.close();
                    findings.add(new Finding.Usable(engine));
                }
                case Opening.Unusable(var failure) ->
                    findings.add(new Finding.Missing(engine, failure));
            }
        }
        return findings;
    }
}
