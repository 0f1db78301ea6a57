package io.antiphon.tts.piper;

import ai.onnxruntime.OrtException;
import io.antiphon.audio.Pcm;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.speech.Pace;
import io.antiphon.speech.SpeechSynthesizer;
import io.antiphon.tts.sound.Level;
import io.antiphon.tts.sound.LiveRendering;
import io.antiphon.tts.sound.Mark;
import io.antiphon.tts.sound.Opening;
import io.antiphon.tts.sound.RateChange;
import io.antiphon.tts.sound.Rendered;
import io.antiphon.tts.sound.Rendering;
import io.antiphon.tts.text.Normalizer;
import io.antiphon.tts.text.SpokenText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Speaks with a Piper voice in this process, on one core.
 *
 * <p>A voice in halves that tells durations is heard while it is still being made: the first piece is there
 * after a fraction of the work, and a cut ends the work at the piece that is being made. Any other voice
 * makes a clause at once.
 *
 * <p>Voices whose phonemes are characters need nothing else. Voices with the phonemes of eSpeak, which its licence
 * keeps out of this program, are told them by {@link EnglishWords}; a list beside the model,
 * {@code voice.onnx.lexicon}, comes before it. For other languages that list is all there is, and a clause with a
 * word that is not on it is refused, so that the voice behind this one takes it. Voices that tell durations place
 * words by them; for others the places are estimated.
 *
 * <p>The model is read-only: any number of threads may speak at once.
 */
public final class PiperVoice implements SpeechSynthesizer {

    private static final int MOST_IDS = 4_000;

    private final String name;
    private final PiperConfig config;
    private final Pronunciation pronunciation;
    private final PiperModel model;
    private final Level level;

    private PiperVoice(String name, PiperConfig config, Pronunciation pronunciation,
            PiperModel model, Level level) {
        this.name = name;
        this.config = config;
        this.pronunciation = pronunciation;
        this.model = model;
        this.level = level;
    }

    /** Opens {@code voice.onnx} with {@code voice.onnx.json} and, if needed, {@code voice.onnx.lexicon}. */
    public static Opening open(Path model) {
        String name = "piper:" + model;
        try {
            PiperConfig config = PiperConfig.read(Path.of(model + ".json"));
            Pronunciation pronunciation = Pronunciation.forVoice(config.phonemes(),
                    Path.of(model + ".lexicon"));
            return levelled(new PiperVoice(name, config, pronunciation,
                    PiperModel.open(model, config), Level.UNCHANGED));
        } catch (IOException e) {
            return new Opening.Unusable(
                    new EngineFailure(Kind.REFUSED, name, String.valueOf(e.getMessage())));
        }
    }

    private static Opening levelled(PiperVoice voice) {
        return switch (voice.render(Level.SENTENCE)) {
            // A short list of pronunciations need not have the words of this sentence.
            case Rendered.Failed(var failure) when failure.kind() == Kind.REFUSED ->
                new Opening.Ready(voice);
            case Rendered.Failed(var failure) -> {
                voice.close();
                yield new Opening.Unusable(failure);
            }
            case Rendered.Sound(var sound) -> new Opening.Ready(new PiperVoice(voice.name,
                    voice.config, voice.pronunciation, voice.model, Level.of(sound)));
        };
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public SpeechOutcome speak(Request request, Listener listener) {
        var clause = new Clause(request.text(), request.pace());
        if (clause.refusal().isPresent()) {
            return new SpeechOutcome.Failed(0, clause.refusal().get());
        }
        return clause.text.isSilent() ? new SpeechOutcome.Spoken(0) : clause.speak(listener);
    }

    private Rendered render(String written) {
        var clause = new Clause(written, Pace.USUAL);
        if (clause.refusal().isPresent()) {
            return new Rendered.Failed(clause.refusal().get());
        }
        try {
            return new Rendered.Sound(clause.atOnce(clause.begin()));
        } catch (OrtException e) {
            return new Rendered.Failed(broken(e));
        }
    }

    private EngineFailure broken(OrtException e) {
        return new EngineFailure(Kind.BROKEN, name, "the model failed: " + e.getMessage());
    }

    /** One clause, from its text to its sound. */
    private final class Clause {

        private final SpokenText text;
        private final PhonemeIds phonemes;
        private final long[] ids;
        private final Pace pace;

        Clause(String written, Pace pace) {
            this.pace = pace;
            text = Normalizer.normalize(written);
            phonemes = new PhonemeIds(text, config, pronunciation);
            ids = phonemes.ids();
        }

        Optional<EngineFailure> refusal() {
            if (phonemes.unknownWords() > 0) {
                return refused(phonemes.unknownWords() + " words of " + text.words().size()
                        + " are not in the list of pronunciations");
            }
            return ids.length > MOST_IDS
                    ? refused("a clause of " + ids.length + " phonemes; at most " + MOST_IDS)
                    : Optional.empty();
        }

        private Optional<EngineFailure> refused(String why) {
            return Optional.of(new EngineFailure(Kind.REFUSED, name, why));
        }

        SpeechOutcome speak(Listener listener) {
            try {
                PiperModel.Making making = begin();
                List<Mark> marks = marks(making);
                boolean inPieces = model instanceof PiperModel.Halves && !marks.isEmpty();
                return inPieces
                        ? live(making, new LiveRendering(text, marks, level, listener))
                        : atOnce(making).deliver(listener);
            } catch (OrtException e) {
                return new SpeechOutcome.Failed(0, broken(e));
            }
        }

        private SpeechOutcome live(PiperModel.Making making, LiveRendering sound) {
            var rate = new RateChange(config.sampleRate());
            try {
                float[] piece = making.next();
                while (piece.length > 0 && sound.add(rate.next(samples(piece)))) {
                    piece = making.next();
                }
                return sound.end();
            } catch (OrtException e) {
                return new SpeechOutcome.Failed(sound.heard(), broken(e));
            }
        }

        PiperModel.Making begin() throws OrtException {
            return model.begin(ids, config.scales().at(pace));
        }

        Rendering atOnce(PiperModel.Making making) throws OrtException {
            var all = new short[0];
            float[] piece = making.next();
            while (piece.length > 0) {
                int made = all.length;
                all = Arrays.copyOf(all, made + piece.length);
                System.arraycopy(samples(piece), 0, all, made, piece.length);
                piece = making.next();
            }
            return Rendering.of(Rendering.resampled(all, config.sampleRate()), text, marks(making),
                    level);
        }

        private List<Mark> marks(PiperModel.Making making) {
            double perFrame = (double) config.hop() * Pcm.SAMPLE_RATE / config.sampleRate();
            return phonemes.marks(making.durations(), perFrame);
        }
    }

    private static short[] samples(float[] sound) {
        var pcm = new short[sound.length];
        for (int i = 0; i < sound.length; i++) {
            pcm[i] = (short) Math.clamp(Math.round(sound[i] * 32_767f), Short.MIN_VALUE,
                    Short.MAX_VALUE);
        }
        return pcm;
    }

    /** Frees the model. Nobody may be speaking. */
    @Override
    public void close() {
        model.close();
    }
}
