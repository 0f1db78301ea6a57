package io.antiphon.asr.vosk;

import io.antiphon.asr.model.Loaded;
import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.model.ModelFiles;
import io.antiphon.speech.RecognitionStream;
import io.antiphon.speech.SpeechRecognizer;
import java.io.IOException;
import java.nio.file.Path;
import org.vosk.LibVosk;
import org.vosk.LogLevel;
import org.vosk.Model;
import org.vosk.Recognizer;

/** Recognises speech with a Vosk model. The model is loaded once; each stream has a decoder of its own. */
public final class VoskRecognizer implements SpeechRecognizer {

    public static final String NAME = "vosk";

    private final Model model;
    private final int sampleRate;

    private VoskRecognizer(Model model, int sampleRate) {
        this.model = model;
        this.sampleRate = sampleRate;
    }

    public static Loaded<SpeechRecognizer> load(Path directory) {
        return Loaded.of(NAME, () -> loaded(new ModelFiles(directory)));
    }

    private static VoskRecognizer loaded(ModelFiles files) throws ModelFault {
        // The library may end the process over a damaged file, so it sees none that looks wrong.
        int sampleRate = VoskFiles.sampleRate(files);
        try {
            LibVosk.setLogLevel(LogLevel.WARNINGS);
            var model = new Model(files.directory().toString());
            return tried(new VoskRecognizer(model, sampleRate), files);
        } catch (IOException e) {
            throw ModelFault.refused("Vosk refuses the model in " + files.directory()
                    + "; its own words are in the error output: " + e.getMessage());
        } catch (UnsatisfiedLinkError e) {
            throw ModelFault.broken("Vosk's library does not run on this machine: "
                    + e.getMessage());
        }
    }

    private static VoskRecognizer tried(VoskRecognizer recognizer, ModelFiles files)
            throws ModelFault {
        try (var _ = recognizer.decoder()) {
            return recognizer;
        } catch (IOException e) {
            recognizer.close();
            throw ModelFault.refused("the features in " + files.directory().resolve("conf")
                    + " do not fit the network: " + e.getMessage());
        }
    }

    Recognizer decoder() throws IOException {
        var decoder = new Recognizer(model, sampleRate);
        decoder.setWords(true);
        return decoder;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RecognitionStream open() {
        return new VoskStream(this, sampleRate);
    }

    @Override
    public void close() {
        model.close();
    }
}
