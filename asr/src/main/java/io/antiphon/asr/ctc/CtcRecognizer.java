package io.antiphon.asr.ctc;

import io.antiphon.asr.model.Loaded;
import io.antiphon.asr.model.ModelFiles;
import io.antiphon.speech.RecognitionStream;
import io.antiphon.speech.SpeechRecognizer;
import java.nio.file.Path;

/**
 * Recognises speech with a streaming network trained by connectionist temporal classification.
 *
 * <p>The directory holds {@code model.onnx} (first input {@code x} [1, T, 80], then states; first output
 * log-probabilities, then the next states), {@code tokens.txt}, and for a model of letters also
 * {@code words.txt} and {@code bigram.arpa}. Without words it spells what it hears.
 */
public final class CtcRecognizer implements SpeechRecognizer {

    public static final String NAME = "ctc";

    private final CtcModel model;
    private final CtcSettings settings;

    private CtcRecognizer(CtcModel model, CtcSettings settings) {
        this.model = model;
        this.settings = settings;
    }

    public static Loaded<SpeechRecognizer> load(Path directory, CtcSettings settings) {
        return Loaded.of(NAME,
                () -> new CtcRecognizer(CtcModel.read(new ModelFiles(directory)), settings));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RecognitionStream open() {
        return new CtcStream(model, settings);
    }

    @Override
    public void close() {
        model.onnx().close();
    }
}
