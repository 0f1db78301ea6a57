package io.antiphon.cli.listen;

import io.antiphon.asr.Recognizers;
import io.antiphon.asr.model.Loaded;
import io.antiphon.asr.vad.SileroModel;
import io.antiphon.audio.Pcm;
import io.antiphon.cli.models.ModelStore;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Trouble;
import io.antiphon.server.Home;
import io.antiphon.server.config.Defaults;
import io.antiphon.server.config.ServerConfig.Engines;
import io.antiphon.speech.SpeechRecognizer;
import io.antiphon.speech.VoiceDetector;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Opens the engines that listen, by the names that the configuration gives them. */
public final class Ears {

    /** The files by which a folder is seen to be a model of an engine. */
    private static final Map<String, String> MARKS = Map.of("vosk", "final.mdl", "ctc",
            "model.onnx", "transducer", "joiner*.onnx");

    private Ears() {}

    static Engines usual() {
        return Defaults.with(Home.directory().resolve("models")).engines();
    }

    static SpeechRecognizer recogniser(Choice choice) {
        return ready(Recognizers.open(choice.engine(), choice.model()));
    }

    /** An engine and the model that it shall load. */
    public record Choice(String engine, Path model) {}

    /** An engine by its name, or the engine of a model that was pulled. */
    public static Choice choice(String name) {
        return Recognizers.ENGINES.contains(name)
                ? choice(Optional.of(name), Optional.empty())
                : ModelStore.usual(System.getenv())
                        .find(name)
                        .map(folder -> choice(Optional.empty(), Optional.of(name)))
                        .orElseThrow(() -> new Trouble(Exit.USAGE, unknown(name)
                                + ", or a model that was pulled"));
    }

    private static String unknown(String engine) {
        return "no recogniser is called '" + engine + "', expected one of "
                + String.join(", ", Recognizers.ENGINES);
    }

    /**
     * What was asked for, completed: an engine alone takes the model that comes with Antiphon, a model alone the
     * engine whose it is, and a model may be the name of one that was pulled.
     */
    static Choice choice(Optional<String> engine, Optional<String> model) {
        var folder = model.map(name -> ModelStore.usual(System.getenv())
                .find(name)
                .orElseGet(() -> Path.of(name)));
        var name = engine.or(() -> folder.flatMap(Ears::engine)).orElse(usual().recogniser());
        if (!Recognizers.ENGINES.contains(name)) {
            throw new Trouble(Exit.USAGE, unknown(name));
        }
        return new Choice(name, folder.orElseGet(() -> shipped(name)));
    }

    private static Optional<String> engine(Path folder) {
        return MARKS.entrySet()
                .stream()
                .filter(mark -> holds(folder, mark.getValue())
                        || holds(folder.resolve("am"), mark.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean holds(Path folder, String mark) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var files = Files.newDirectoryStream(folder, mark)) {
            return files.iterator().hasNext();
        } catch (IOException e) {
            throw new Trouble(Exit.MACHINE, folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Path shipped(String engine) {
        if (usual().recogniser().equals(engine)) {
            return usual().recogniserModel();
        }
        var mark = FileSystems.getDefault()
                .getPathMatcher("glob:" + MARKS.getOrDefault(engine, ""));
        try (var files = Files.walk(Home.model("asr"), 3)) {
            return files.filter(file -> mark.matches(file.getFileName()))
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
