package io.antiphon.tts;

import java.time.Duration;
import java.util.List;

/**
 * Which voice speaks.
 *
 * @param engines the voice and, behind it, those that take its place when it fails, each as
 *     {@code engine:voice}: {@code flite:slt}, {@code espeak-ng:en-us}, {@code piper:/path/voice.onnx}
 * @param timeout how long one clause may take to be made
 * @param rest for how long a voice is left alone after it has failed three times in a row
 */
public record VoiceConfig(List<String> engines, Duration timeout, Duration rest) {

    /** What speaks on a machine with nothing but Debian's packages. */
    public static final VoiceConfig SYSTEM = new VoiceConfig(
            List.of("flite:slt", "espeak-ng:en-us"));

    public VoiceConfig {
        engines = List.copyOf(engines);
        if (engines.isEmpty()) {
            throw new IllegalArgumentException("no engine: expected for example \"flite:slt\"");
        }
        for (String engine : engines) {
            if (engine.indexOf(':') <= 0 || engine.endsWith(":")) {
                throw new IllegalArgumentException(
                        "engine \"" + engine + "\": expected engine:voice, for example flite:slt");
            }
        }
        if (!timeout.isPositive() || rest.isNegative()) {
            throw new IllegalArgumentException("timeout " + timeout + ", rest " + rest);
        }
    }

    public VoiceConfig(List<String> engines) {
        this(engines, Duration.ofSeconds(5), Duration.ofSeconds(30));
    }
}
