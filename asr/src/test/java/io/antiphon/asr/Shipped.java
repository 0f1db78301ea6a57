package io.antiphon.asr;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where tests find models: those of the house, and tiny ones of their own. */
public final class Shipped {

    private Shipped() {}

    /** The telephone recogniser; a test that needs it is skipped in a checkout without it. */
    public static Path recognizer() {
        var folder = models().resolve("asr/telephone");
        assumeTrue(Files.exists(folder.resolve("model.onnx")), "no model in " + folder);
        return folder;
    }

    public static Path voiceDetector() {
        var file = models().resolve("vad/vad.onnx");
        assumeTrue(Files.exists(file), "no model at " + file);
        return file;
    }

    public static Path turnModel() {
        return inTurn("turn.onnx");
    }

    /** The one in smart-turn's container. */
    public static Path windowModel() {
        return inTurn("window.onnx");
    }

    private static Path inTurn(String name) {
        var file = models().resolve("turn").resolve(name);
        assumeTrue(Files.exists(file), "no model at " + file);
        return file;
    }

    /** A model that {@code tiny_models.py} made. */
    public static Path tiny(String name) {
        try {
            var url = Objects.requireNonNull(Shipped.class.getResource("/" + name), name);
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static Path models() {
        var folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.isDirectory(folder.resolve("models/asr"))) {
            folder = folder.getParent();
        }
        return folder.resolve("models");
    }
}
