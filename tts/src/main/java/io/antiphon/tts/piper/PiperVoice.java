package io.antiphon.tts.piper;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.antiphon.audio.Pcm;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.speech.SpeechSynthesizer;
import io.antiphon.tts.sound.Level;
import io.antiphon.tts.sound.Mark;
import io.antiphon.tts.sound.Opening;
import io.antiphon.tts.sound.Rendered;
import io.antiphon.tts.sound.Rendering;
import io.antiphon.tts.text.Normalizer;
import io.antiphon.tts.text.SpokenText;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Speaks with a Piper voice in this process, one run of the model per clause, on one core.
 *
 * <p>Voices whose phonemes are characters need nothing else. Voices with phonemes of eSpeak, which its licence
 * keeps out of this program, need a list of pronunciations beside the model: {@code voice.onnx.lexicon}. A
 * clause with a word that is not on it is refused, so that the voice behind this one takes it. Voices that
 * tell durations place words by them; for others the places are estimated.
 *
 * <p>The model is read-only: any number of threads may speak at once.
 */
public final class PiperVoice implements SpeechSynthesizer {

    private static final int MOST_IDS = 4_000;
    private static final Set<String> NEEDED_INPUTS = Set.of("input", "input_lengths", "scales");
    private static final String SOUND = "output";

    private final String name;
    private final PiperConfig config;
    private final Pronunciation pronunciation;
    private final OrtSession session;
    private final Level level;

    private PiperVoice(String name, PiperConfig config, Pronunciation pronunciation,
            OrtSession session, Level level) {
        this.name = name;
        this.config = config;
        this.pronunciation = pronunciation;
        this.session = session;
        this.level = level;
    }

    /** Opens {@code voice.onnx} with {@code voice.onnx.json} and, if needed, {@code voice.onnx.lexicon}. */
    public static Opening open(Path model) {
        String name = "piper:" + model;
        try {
            PiperConfig config = PiperConfig.read(Path.of(model + ".json"));
            Pronunciation pronunciation = config.textPhonemes()
                    ? new Pronunciation.Characters()
                    : Pronunciation.Listed.read(Path.of(model + ".lexicon"));
            if (!Files.isReadable(model)) {
                throw new IOException(model + ": no such file, or not readable");
            }
            return levelled(new PiperVoice(name, config, pronunciation, session(model, config),
                    Level.UNCHANGED));
        } catch (IOException e) {
            return unusable(name, String.valueOf(e.getMessage()));
        } catch (OrtException e) {
            return unusable(name,
                    model + ": not a model that ONNX Runtime can load: " + e.getMessage());
        }
    }

    private static Opening unusable(String name, String why) {
        return new Opening.Unusable(new EngineFailure(Kind.REFUSED, name, why));
    }

    private static OrtSession session(Path model, PiperConfig config)
            throws OrtException, IOException {
        OrtSession session;
        try (var options = new OrtSession.SessionOptions()) {
            // Streams scale, not threads; and lengths vary from run to run, which arenas answer by growing.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            session = OrtEnvironment.getEnvironment().createSession(model.toString(), options);
        }
        Set<String> inputs = session.getInputNames();
        boolean speakerAsked = inputs.contains("sid");
        if (!inputs.containsAll(NEEDED_INPUTS) || !session.getOutputNames().contains(SOUND)) {
            String found = inputs + " and " + session.getOutputNames();
            session.close();
            throw new IOException(model + ": expected the inputs " + NEEDED_INPUTS
                    + " and the output \"" + SOUND + "\", found " + found);
        }
        if (config.speakers() > 1 && !speakerAsked) {
            session.close();
            throw new IOException(model + ": expected an input \"sid\", for there are "
                    + config.speakers() + " speakers");
        }
        return session;
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
                    voice.config, voice.pronunciation, voice.session, Level.of(sound)));
        };
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public SpeechOutcome speak(Request request, Listener listener) {
        return switch (render(request.text())) {
            case Rendered.Failed(var failure) -> new SpeechOutcome.Failed(0, failure);
            case Rendered.Sound(var sound) -> sound.deliver(listener);
        };
    }

    private Rendered render(String written) {
        SpokenText text = Normalizer.normalize(written);
        var phonemes = new PhonemeIds(text, config, pronunciation);
        long[] ids = phonemes.ids();
        if (text.isSilent()) {
            return new Rendered.Sound(Rendering.of(new short[0], text, List.of(), level));
        }
        if (phonemes.unknownWords() > 0) {
            return failed(Kind.REFUSED, phonemes.unknownWords() + " words of " + text.words().size()
                    + " are not in the list of pronunciations");
        }
        if (ids.length > MOST_IDS) {
            return failed(Kind.REFUSED,
                    "a clause of " + ids.length + " phonemes; at most " + MOST_IDS);
        }
        try {
            return run(text, phonemes, ids);
        } catch (OrtException e) {
            return failed(Kind.BROKEN, "the model failed: " + e.getMessage());
        }
    }

    private Rendered failed(Kind kind, String detail) {
        return new Rendered.Failed(new EngineFailure(kind, name, detail));
    }

    private Rendered run(SpokenText text, PhonemeIds phonemes, long[] ids) throws OrtException {
        var environment = OrtEnvironment.getEnvironment();
        var scales = new float[]{config.noiseScale(), config.lengthScale(), config.noiseWidth()};
        try (var input = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids),
                new long[]{1, ids.length});
                var lengths = OnnxTensor.createTensor(environment,
                        LongBuffer.wrap(new long[]{ids.length}), new long[]{1});
                var scale = OnnxTensor.createTensor(environment, FloatBuffer.wrap(scales),
                        new long[]{3});
                var speaker = OnnxTensor.createTensor(environment,
                        LongBuffer.wrap(new long[]{0}), new long[]{1})) {
            var inputs = new HashMap<>(
                    Map.of("input", input, "input_lengths", lengths, "scales", scale));
            if (session.getInputNames().contains("sid")) {
                inputs.put("sid", speaker);
            }
            try (var result = session.run(inputs)) {
                return rendered(result, text, phonemes);
            }
        }
    }

    private Rendered rendered(OrtSession.Result result, SpokenText text, PhonemeIds phonemes)
            throws OrtException {
        float[] sound = new float[0];
        float[] durations = new float[0];
        for (var output : result) {
            if (!(output.getValue() instanceof OnnxTensor tensor)) {
                continue;
            }
            FloatBuffer values = tensor.getFloatBuffer();
            if (values == null) {
                return failed(Kind.BROKEN, "output \"" + output.getKey()
                        + "\": expected float32, found " + typeOf(output.getKey()));
            }
            if (output.getKey().equals(SOUND)) {
                sound = floats(values);
            } else {
                durations = floats(values);
            }
        }
        double perFrame = (double) config.hop() * Pcm.SAMPLE_RATE / config.sampleRate();
        List<Mark> marks = phonemes.marks(durations, perFrame);
        short[] pcm = Rendering.resampled(samples(sound), config.sampleRate());
        return new Rendered.Sound(Rendering.of(pcm, text, marks, level));
    }

    private String typeOf(String output) throws OrtException {
        NodeInfo info = session.getOutputInfo().get(output);
        return info == null ? "nothing" : info.getInfo().toString();
    }

    private static float[] floats(FloatBuffer buffer) {
        var values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
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
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
