package io.antiphon.cli.listen;

import io.antiphon.asr.Recognizers;
import io.antiphon.asr.model.Loaded;
import io.antiphon.asr.vad.SileroModel;
import io.antiphon.audio.Pcm;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Trouble;
import io.antiphon.server.Home;
import io.antiphon.server.config.Defaults;
import io.antiphon.server.config.ServerConfig.Engines;
import io.antiphon.speech.SpeechRecognizer;
import io.antiphon.speech.VoiceDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Opens the engines that listen, by the names that the configuration gives them. */
final class Ears {

    /** The file by which a folder is seen to be a model of an engine. */
    private static final Map<String, String> MARKS = Map.of("vosk", "final.mdl", "ctc",
            "model.onnx");

    private Ears() {}

    static Engines usual() {
        return Defaults.with(Home.directory().resolve("models")).engines();
    }

    static SpeechRecognizer recogniser(String engine, Path model) {
        return ready(Recognizers.open(engine, model));
    }

    /** The folder of the model that comes with Antiphon for an engine. */
    static Path model(String engine) {
        if (!Recognizers.ENGINES.contains(engine)) {
            throw new Trouble(Exit.USAGE, "no recogniser is called '" + engine
                    + "', expected one of " + String.join(", ", Recognizers.ENGINES));
        }
        if (usual().recogniser().equals(engine)) {
            return usual().recogniserModel();
        }
        var mark = MARKS.getOrDefault(engine, "");
        try (var files = Files.walk(Home.model("asr"), 3)) {
            return files.filter(file -> file.endsWith(mark))
                    .sorted()
                    .findFirst()
                    .map(Ears::folder)
                    .orElseThrow(() -> new Trouble(Exit.USAGE, "no model for " + engine
                            + " comes with this edition; name a folder with --model"));
        } catch (IOException e) {
            throw new Trouble(Exit.MACHINE, "the models cannot be read: " + e.getMessage(), e);
        }
    }

    private static Path folder(Path file) {
        var folder = file.resolveSibling("");
        return folder.endsWith("am") ? folder.resolveSibling("") : folder;
    }

    static SileroModel detector(Path model) {
        return ready(SileroModel.load(model));
    }

    private static <T> T ready(Loaded<T> loaded) {
        return switch (loaded) {
            case Loaded.Ready<T>(T model) -> model;
            case Loaded.Refused<T>(var failure) -> throw new Trouble(Exit.MACHINE,
                    failure.engine() + ": " + failure.detail());
        };
    }

    /** How likely each frame of a recording is speech. */
    static float[] likelihoods(Recording recording, VoiceDetector detector) {
        var frame = new short[Pcm.FRAME_SAMPLES];
        var likelihoods = new float[recording.frames()];
        for (int i = 0; i < likelihoods.length; i++) {
            recording.frame(i, frame);
            likelihoods[i] = detector.likelihood(frame);
        }
        return likelihoods;
    }
}
