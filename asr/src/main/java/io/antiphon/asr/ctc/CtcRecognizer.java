package io.antiphon.asr.ctc;

import io.antiphon.asr.decode.CtcSettings;
import io.antiphon.asr.model.Loaded;
import io.antiphon.asr.model.ModelFiles;
import io.antiphon.asr.streaming.StreamingEar;
import io.antiphon.speech.RecognitionStream;
import io.antiphon.speech.SpeechRecognizer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Recognises speech with a streaming network trained by connectionist temporal classification.
 *
 * <p>The directory holds {@code model.onnx} and {@code tokens.txt}. The network takes plain samples at 8 kHz
 * and one vector of memory, as T-one's does ({@code frame_length_ms} in its metadata), or features
 * {@code x} [1, T, 80] and any number of states, as icefall's do; it answers with log-probabilities and the
 * next states.
 *
 * <p>{@code lexicon.txt} has words with their sounds, or {@code words.txt} words that are spelled;
 * {@code lm.arpa}, {@code lm.arpa.gz} or {@code bigram.arpa} tell which words follow which. Without words
 * the recogniser spells what it hears.
 */
public final class CtcRecognizer implements SpeechRecognizer {

    public static final String NAME = "ctc";

    private final CtcModel model;

    private CtcRecognizer(CtcModel model) {
        this.model = model;
    }

    /** Loads a model with the settings that suit its kind. */
    public static Loaded<SpeechRecognizer> load(Path directory) {
        return load(directory, Optional.empty());
    }

    public static Loaded<SpeechRecognizer> load(Path directory, CtcSettings settings) {
        return load(directory, Optional.of(settings));
    }

    private static Loaded<SpeechRecognizer> load(Path directory, Optional<CtcSettings> settings) {
        return Loaded.of(NAME,
                () -> new CtcRecognizer(CtcModel.read(new ModelFiles(directory), settings)));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RecognitionStream open() {
        return new StreamingEar(NAME, model.feeding(), model.decoders());
    }

    @Override
    public void close() {
        model.onnx().close();
    }
}
