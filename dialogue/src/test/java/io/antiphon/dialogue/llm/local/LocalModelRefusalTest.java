package io.antiphon.dialogue.llm.local;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that are not what they should be are told from each other, and end nothing. */
@Timeout(120)
class LocalModelRefusalTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"djl", "onnx", "llama"})
    void missingFolderIsNamed(String engine) {
        var nowhere = folder.resolve("nowhere");
        assertRefused("no model directory at " + nowhere, engine, nowhere);
    }

    @Test
    void unknownEngineIsToldWithThoseThatExist() throws IOException {
        copy();
        assertRefused("expected one of [djl, onnx, llama]", "tensorflow", folder);
    }

    @ParameterizedTest
    @CsvSource({"djl, settings.json", "djl, lm.pt", "djl, tokenizer.json", "onnx, lm.onnx",
            "onnx, tokenizer.json", "llama, settings.json",
            "llama, lm.gguf"})
    void missingAndEmptyFilesAreNamed(String engine, String file) throws IOException {
        copy();
        Files.delete(folder.resolve(file));
        assertRefused(file + ", which is missing", engine, folder);
        Files.createFile(folder.resolve(file));
        assertRefused(file + " is empty", engine, folder);
    }

    @ParameterizedTest
    @CsvSource({"djl, lm.pt, no TorchScript", "onnx, lm.onnx, no graph that ONNX Runtime reads",
            "llama, lm.gguf, no model that llama.cpp reads",
            "djl, tokenizer.json, cannot be used", "djl, settings.json, not JSON"})
    void truncatedFilesAreRefused(String engine, String file, String reason) throws IOException {
        copy();
        var path = folder.resolve(file);
        byte[] whole = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(whole, whole.length / 2));
        assertRefused(reason, engine, folder);
    }

    @ParameterizedTest
    @CsvSource({"djl, lm.pt, no TorchScript", "onnx, lm.onnx, no graph",
            "llama, lm.gguf, is not GGUF"})
    void garbageIsRefused(String engine, String file, String reason) throws IOException {
        copy();
        Files.writeString(folder.resolve(file), "garbage ".repeat(1000));
        assertRefused(reason, engine, folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"djl", "onnx"})
    void settingsOfAnotherModelAreRefused(String engine) throws IOException {
        copy();
        var file = folder.resolve("settings.json");
        Files.writeString(file, Files.readString(file).replace("\"layers\": ", "\"layers\": 1"));
        assertRefused("has 5 layers, its settings say 15", engine, folder);
        Files.writeString(file, Files.readString(file).replace("<|end|>", "<|stop|>"));
        assertRefused("no special token <|stop|>", engine, folder);
    }

    private void copy() throws IOException {
        var shipped = ShippedModel.folder();
        for (var file : new String[]{"settings.json", "lm.pt", "lm.onnx", "lm.gguf",
                "tokenizer.json"}) {
            Files.copy(shipped.resolve(file), folder.resolve(file));
        }
    }

    private static void assertRefused(String reason, String engine, Path folder) {
        var refused = assertInstanceOf(LocalModel.Opened.Refused.class,
                ShippedModel.open(engine, folder));
        assertTrue(refused.failure().detail().contains(reason), refused.failure().detail());
    }
}
