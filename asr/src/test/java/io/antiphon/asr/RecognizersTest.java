package io.antiphon.asr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.asr.model.Loaded.Ready;
import io.antiphon.asr.model.Loaded.Refused;
import io.antiphon.fault.EngineFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecognizersTest {

    @TempDir
    Path folder;

    @BeforeEach
    void copyTheTinyModel() throws IOException {
        for (var name : List.of("model.onnx", "tokens.txt", "words.txt", "bigram.arpa")) {
            Files.copy(Shipped.tiny("tones").resolve(name), folder.resolve(name));
        }
    }

    @Test
    void aWholeModelOpens() {
        switch (Recognizers.open("ctc", folder)) {
            case Ready(var recognizer) -> {
                assertEquals("ctc", recognizer.name());
                recognizer.close();
            }
            case Refused(var failure) -> throw new AssertionError(failure);
        }
    }

    @Test
    void anUnknownEngineIsRefusedWithTheKnownNames() {
        refused("whisper", "[ctc, transducer, vosk]");
        refused(" ", "[ctc, transducer, vosk]");
    }

    @Test
    void aMissingDirectoryIsNamed() {
        var nowhere = folder.resolve("nowhere");
        for (var engine : Recognizers.ENGINES) {
            var failure = assertInstanceOf(Refused.class, Recognizers.open(engine, nowhere))
                    .failure();
            assertTrue(failure.detail().contains(nowhere.toString()), failure.detail());
        }
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(folder.resolve("tokens.txt"));
        refused("ctc", "tokens.txt, which is missing");
        Files.delete(folder.resolve("model.onnx"));
        refused("ctc", "model.onnx, which is missing");
    }

    @Test
    void aGraphCutShortIsRefused() throws IOException {
        var file = folder.resolve("model.onnx");
        var bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        refused("ctc", "model.onnx is not a usable ONNX model");
        Files.write(file, new byte[0]);
        refused("ctc", "model.onnx is empty");
    }

    @Test
    void aGraphOfSomethingElseIsRefused() throws IOException {
        Files.delete(folder.resolve("model.onnx"));
        Files.copy(Shipped.tiny("vad").resolve("vad.onnx"), folder.resolve("model.onnx"));
        refused("ctc", "has no metadata 'T'");
    }

    @Test
    void aGraphWithOtherMetadataIsRefused() throws IOException {
        replaceInModel("kaldi-fbank-80", "whisper-mel-80");
        refused("ctc", "'feature' = 'whisper-mel-80', expected 'kaldi-fbank-80'");
    }

    @Test
    void tokensThatDoNotFitAreRefused() throws IOException {
        write("tokens.txt", "<blk> 0\n\u2581 1\nl 2\no 3\nh 4\ni 5\nz 6\n");
        refused("ctc", "[1, frames, 7]");
        write("tokens.txt", "<blk> 0\nl 2\n");
        refused("ctc", "no symbol has number 1");
        write("tokens.txt", "<blk> 0\nl zwei\n");
        refused("ctc", "line 2");
        write("tokens.txt", "a 0\nb 1\n");
        refused("ctc", "none of the symbols is blank");
    }

    @Test
    void aWordThatCannotBeSpelledIsRefused() throws IOException {
        write("words.txt", "lo\nhiya\n");
        refused("ctc", "words.txt line 2");
        Files.write(folder.resolve("words.txt"), new byte[]{(byte) 0xff, (byte) 0xfe, 10});
        refused("ctc", "not UTF-8");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /** Both texts have one length, so the rest of the file stays valid. */
    private void replaceInModel(String from, String to) throws IOException {
        var file = folder.resolve("model.onnx");
        var latin = StandardCharsets.ISO_8859_1;
        var text = Files.readString(file, latin);
        assertTrue(text.contains(from));
        Files.writeString(file, text.replace(from, to), latin);
    }

    private void refused(String engine, String complaint) {
        switch (Recognizers.open(engine, folder)) {
            case Ready(var recognizer) -> {
                recognizer.close();
                throw new AssertionError("opened, expected: " + complaint);
            }
            case Refused(var failure) -> {
                assertEquals(EngineFailure.Kind.REFUSED, failure.kind());
                assertTrue(failure.detail().contains(complaint), failure.detail());
            }
        }
    }
}
