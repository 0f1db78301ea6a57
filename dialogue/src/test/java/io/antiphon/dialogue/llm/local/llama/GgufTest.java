package io.antiphon.dialogue.llm.local.llama;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.llm.local.LocalModel;
import io.antiphon.dialogue.llm.local.ShippedModel;
import io.antiphon.dialogue.llm.local.engine.ModelFault;
import io.antiphon.dialogue.llm.local.engine.Tuning;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no model of language are refused, and end nothing. */
@Timeout(120)
class GgufTest {

    @TempDir
    private Path folder;

    @Test
    void whatAFileTellsIsRead() throws ModelFault {
        var gguf = Gguf.read(write(GgufCopy.ofShipped().with(GgufCopy.TEMPLATE, "ü").bytes()));
        assertEquals(1024, gguf.mostContext());
        assertEquals("ü", gguf.template().orElseThrow());
    }

    @Test
    void filesThatAreNotWholeAreRefusedWhereverTheyEnd() throws IOException {
        byte[] whole = GgufCopy.ofShipped().bytes();
        for (int length = 1; length < 90_000; length += length < 1000 ? 1 : 4999) {
            var file = write(Arrays.copyOf(whole, length));
            assertThrows(ModelFault.class, () -> Gguf.read(file), "of length " + length);
        }
        assertRefused("ends in the middle", write(Arrays.copyOf(whole, 50_000)));
        assertRefused("its numbers are missing", write(Arrays.copyOf(whole, 200_000)));
        assertRefused("no model that llama.cpp reads",
                write(Arrays.copyOf(whole, whole.length - 1)));
        assertRefused("is empty", write(new byte[0]));
        assertRefused("is not GGUF", write("garbage".getBytes(StandardCharsets.UTF_8)));
        assertRefused("no model file at", folder.resolve("nowhere.gguf"));
    }

    /** What was changed is refused or read, and nothing else happens. */
    @Test
    void changedMetadataNeverMakesMoreThanAFault() {
        byte[] whole = Arrays.copyOf(GgufCopy.ofShipped().bytes(), 100_000);
        long seed = 20251126;
        var lot = new Random(seed);
        for (int round = 0; round < 200; round++) {
            byte[] changed = whole.clone();
            for (int change = 0; change < 3; change++) {
                int reach = lot.nextBoolean() ? 600 : changed.length;
                changed[lot.nextInt(reach)] = (byte) lot.nextInt();
            }
            var file = write(changed);
            assertDoesNotThrow(() -> {
                try {
                    Gguf.read(file);
                } catch (ModelFault e) {
                    assertTrue(e.detail().contains(file.toString()), e.detail());
                }
            }, seed + ", round " + round);
        }
    }

    @Test
    void modelsThatWordNoAnswersAreRefused() {
        assertRefused("a model of embeddings",
                write(GgufCopy.ofShipped().with("llama.pooling_type", 1).bytes()));
        assertRefused("a model of embeddings",
                write(GgufCopy.ofShipped().with("general.architecture", "bert").bytes()));
        assertRefused("of the type adapter",
                write(GgufCopy.ofShipped().with("general.type", "adapter").bytes()));
        assertRefused("no vocabulary",
                write(GgufCopy.ofShipped().without("tokenizer.ggml.tokens").bytes()));
        assertRefused("no model that llama.cpp reads", write(GgufCopy.ofShipped()
                .with("general.architecture", "newer")
                .with("newer.context_length", 1024)
                .bytes()));
    }

    /** Each of these ended the process when llama.cpp was left to find out. */
    @Test
    void whatEndsTheProcessIsRefusedBefore() {
        assertRefused("no layers",
                write(GgufCopy.ofShipped().with("llama.block_count", 0).bytes()));
        assertRefused("no vocabulary",
                write(GgufCopy.ofShipped().with("tokenizer.ggml.model", "no_vocab").bytes()));
        for (var tokens : List.of(List.<String>of(), List.of("a", "b", "a"), List.of("a", "b"))) {
            assertRefused(tokens.isEmpty() ? "no vocabulary" : "token",
                    write(GgufCopy.ofShipped().with("tokenizer.ggml.tokens", tokens).bytes()));
        }
    }

    @Test
    void templatesThatCannotBeUsedAreRefused() {
        assertRefused("has no chat template",
                write(GgufCopy.ofShipped().without(GgufCopy.TEMPLATE).bytes()));
        assertRefused("none that llama.cpp renders", template("{% for message in messages %}{{ m"));
        assertRefused("none that llama.cpp renders", template("{{ raise_exception('never') }}"));
        assertRefused("does not write down what was said", template("{{ messages[0]['role'] }}"));
    }

    @Test
    void contextBeyondWhatTheModelReadsIsRefused() {
        var tuning = new Tuning(OptionalInt.of(1025), OptionalInt.empty(), 0,
                OptionalDouble.empty(), OptionalDouble.empty());
        assertRefused("reads 1024 tokens at most", ShippedModel.folder(), tuning);
        assertRefused("reads 1024 tokens at most", write(GgufCopy.ofShipped().bytes()), tuning);
    }

    private Path template(String template) {
        return write(GgufCopy.ofShipped().with(GgufCopy.TEMPLATE, template).bytes());
    }

    private Path write(byte[] bytes) {
        try {
            return Files.write(folder.resolve("some.gguf"), bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertRefused(String reason, Path file) {
        assertRefused(reason, file, Tuning.NONE);
    }

    private static void assertRefused(String reason, Path model, Tuning tuning) {
        var refused = assertInstanceOf(LocalModel.Opened.Refused.class, LocalModel.open("llama",
                model, tuning, Executors.defaultThreadFactory(), ShippedModel.CLOCK));
        assertTrue(refused.failure().detail().contains(reason), refused.failure().detail());
    }
}
