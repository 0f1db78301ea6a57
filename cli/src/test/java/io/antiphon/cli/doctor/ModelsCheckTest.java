package io.antiphon.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.cli.doctor.Finding.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCheckTest {

    private static final String SUM_OF_HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir
    private Path models = Path.of("");

    @BeforeEach
    void model() throws Exception {
        Files.createDirectories(models.resolve("vad"));
        Files.writeString(models.resolve("vad/vad.onnx"), "hello");
        Files.writeString(models.resolve("vad/SHA256SUMS"), SUM_OF_HELLO + "  vad.onnx\n");
    }

    @Test
    void wholeModelIsFine() {
        assertEquals(Level.OK, only().level());
        assertEquals("model vad", only().subject());
    }

    @Test
    void damagedModelIsNamed() throws Exception {
        Files.writeString(models.resolve("vad/vad.onnx"), "hallo");
        assertEquals(Level.FAILURE, only().level());
        assertEquals("vad.onnx is damaged", only().detail());
    }

    @Test
    void missingModelIsNamed() throws Exception {
        Files.delete(models.resolve("vad/vad.onnx"));
        assertEquals("vad.onnx is missing", only().detail());
    }

    @Test
    void folderWithoutModelsIsAFailureWithAdvice() {
        var finding = new ModelsCheck(models.resolve("nowhere")).findings().getFirst();
        assertEquals(Level.FAILURE, finding.level());
        assertTrue(!finding.advice().isEmpty());
    }

    private Finding only() {
        return new ModelsCheck(models).findings().getFirst();
    }
}
