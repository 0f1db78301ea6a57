package io.antiphon.asr.vosk;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.asr.model.Loaded;
import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.model.ModelFiles;
import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.Recognition.Word;
import io.antiphon.speech.RecognitionStream;
import io.antiphon.speech.SpeechRecognizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vosk.LibVosk;
import org.vosk.LogLevel;
import org.vosk.Model;
import org.vosk.Recognizer;

/**
 * Recognises speech with a Vosk model. The model is loaded once; each stream has a decoder of its own. A model
 * that has its lexicon and its n-grams apart ({@code HCLr.fst}, {@code Gr.fst}) hears only what is expected,
 * where that is closed.
 */
public final class VoskRecognizer implements SpeechRecognizer {

    public static final String NAME = "vosk";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Model model;
    private final VoskFiles about;

    private VoskRecognizer(Model model, VoskFiles about) {
        this.model = model;
        this.about = about;
    }

    public static Loaded<SpeechRecognizer> load(Path directory) {
        return Loaded.of(NAME, () -> loaded(new ModelFiles(directory)));
    }

    private static VoskRecognizer loaded(ModelFiles files) throws ModelFault {
        // The library may end the process over a damaged file, so it sees none that looks wrong.
        var about = VoskFiles.checked(files);
        try {
            LibVosk.setLogLevel(LogLevel.WARNINGS);
            var model = new Model(files.directory().toString());
            return tried(new VoskRecognizer(model, about), files);
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
        try (var _ = recognizer.decoder(ExpectedSpeech.ANYTHING)) {
            return recognizer;
        } catch (IOException e) {
            recognizer.close();
            throw ModelFault.refused("the features in " + files.directory().resolve("conf")
                    + " do not fit the network: " + e.getMessage());
        }
    }

    /** A decoder for one utterance. */
    Recognizer decoder(ExpectedSpeech expected) throws IOException {
        var grammar = grammar(expected);
        var decoder = grammar.isPresent()
                ? new Recognizer(model, about.sampleRate(), grammar.get())
                : new Recognizer(model, about.sampleRate());
        decoder.setWords(true);
        return decoder;
    }

    /**
     * Vosk can only be told what may be said and nothing else, so a mere hint is passed over. The sign for
     * unknown words is added, or whatever is said would be taken for one of the phrases.
     */
    private Optional<String> grammar(ExpectedSpeech expected) throws IOException {
        if (!expected.closed()) {
            return Optional.empty();
        }
        var phrases = new ArrayList<>(expected.phrases()
                .stream()
                .filter(phrase -> about.grammarWords()
                        .containsAll(List.of(phrase.strip().split("\\s+", -1))))
                .toList());
        if (phrases.isEmpty()) {
            return Optional.empty();
        }
        if (about.grammarWords().contains(Word.UNKNOWN)) {
            phrases.add(Word.UNKNOWN);
        }
        return Optional.of(JSON.writeValueAsString(phrases));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RecognitionStream open() {
        return new VoskStream(this, about.sampleRate());
    }

    @Override
    public void close() {
        model.close();
    }
}
