package io.antiphon.asr;

import io.antiphon.asr.ctc.CtcRecognizer;
import io.antiphon.asr.model.Loaded;
import io.antiphon.asr.transducer.TransducerRecognizer;
import io.antiphon.asr.vosk.VoskRecognizer;
import io.antiphon.fault.EngineFailure;
import io.antiphon.speech.SpeechRecognizer;
import java.nio.file.Path;
import java.util.List;

/** Opens recognisers by the name that the configuration gives them. */
public final class Recognizers {

    /** The names that {@link #open} knows. */
    public static final List<String> ENGINES = List.of(CtcRecognizer.NAME,
            TransducerRecognizer.NAME, VoskRecognizer.NAME);

    private Recognizers() {}

    /** Loads a model, which may take seconds, and tries it. */
    public static Loaded<SpeechRecognizer> open(String engine, Path modelDirectory) {
        return switch (engine) {
            case CtcRecognizer.NAME -> CtcRecognizer.load(modelDirectory);
            case TransducerRecognizer.NAME -> TransducerRecognizer.load(modelDirectory);
            case VoskRecognizer.NAME -> VoskRecognizer.load(modelDirectory);
            default -> new Loaded.Refused<>(new EngineFailure(EngineFailure.Kind.REFUSED,
                    engine.isBlank() ? "asr" : engine,
                    "no recogniser has this name, expected one of " + ENGINES));
        };
    }
}
