package io.antiphon.asr.transducer;

import io.antiphon.asr.model.Loaded;
import io.antiphon.asr.model.ModelFiles;
import io.antiphon.asr.streaming.StreamingEar;
import io.antiphon.speech.RecognitionStream;
import io.antiphon.speech.SpeechRecognizer;
import java.nio.file.Path;

/**
 * Recognises speech with a streaming zipformer transducer, as sherpa-onnx exports them.
 *
 * <p>The directory holds an encoder, a decoder and a joiner ({@code encoder*.onnx}, {@code decoder*.onnx},
 * {@code joiner*.onnx}), and {@code tokens.txt} with pieces of words. Where one of the three is there twice, the
 * file with {@code .int8.} in its name is taken. The encoder takes features {@code x} [1, T, 80] and any number of
 * states, and answers with frames and the next states; the other two remember nothing.
 */
public final class TransducerRecognizer implements SpeechRecognizer {

    public static final String NAME = "transducer";

    private final TransducerModel model;

    private TransducerRecognizer(TransducerModel model) {
        this.model = model;
    }

    /** Loads a model and tries it. */
    public static Loaded<SpeechRecognizer> load(Path directory) {
        return Loaded.of(NAME,
                () -> new TransducerRecognizer(TransducerModel.read(new ModelFiles(directory))));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RecognitionStream open() {
        return new StreamingEar(NAME, model.feeding(), model::search);
    }

    @Override
    public void close() {
        model.close();
    }
}
