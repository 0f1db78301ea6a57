package io.antiphon.asr.transducer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.asr.Recognizers;
import io.antiphon.asr.Shipped;
import io.antiphon.asr.model.Loaded.Ready;
import io.antiphon.asr.model.Loaded.Refused;
import io.antiphon.fault.EngineFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransducerFolderTest {

    private static final String ENCODER = "encoder-epoch-1.onnx";
    private static final String DECODER = "decoder-epoch-1.onnx";
    private static final String JOINER = "joiner-epoch-1.onnx";

    @TempDir
    Path folder;

    @BeforeEach
    void copyTheTinyModel() throws IOException {
        for (var name : List.of(ENCODER, DECODER, JOINER, "tokens.txt")) {
            put(Shipped.tiny("zipformer2").resolve(name), name);
        }
    }

    @Test
    void aWholeModelOpens() {
        opens();
    }

    @Test
    void aMissingFileIsNamedWithWhatATransducerIs() throws IOException {
        for (var part : List.of(JOINER, DECODER, ENCODER)) {
            Files.delete(folder.resolve(part));
            refused("needs a file " + part.substring(0, part.indexOf('-')) + "*.onnx in " + folder);
        }
        refused("a transducer is encoder*.onnx, decoder*.onnx, joiner*.onnx and tokens.txt");
    }

    @Test
    void missingTokensAreNamed() throws IOException {
        Files.delete(folder.resolve("tokens.txt"));
        refused("tokens.txt, which is missing");
    }

    @Test
    void wholeNumbersArePreferred() throws IOException {
        for (var name : List.of(ENCODER, DECODER, JOINER)) {
            put(folder.resolve(name), name.replace(".onnx", ".int8.onnx"));
            Files.writeString(folder.resolve(name), "damaged");
        }
        opens();
        Files.writeString(folder.resolve("joiner-epoch-1.int8.onnx"), "damaged");
        refused("joiner-epoch-1.int8.onnx is not a usable ONNX model");
    }

    @Test
    void twoExportsInOneFolderAreNamed() throws IOException {
        put(folder.resolve(ENCODER), "encoder-epoch-2.onnx");
        refused("encoder-epoch-1.onnx and encoder-epoch-2.onnx; move all but one away");
    }

    @Test
    void aGraphCutShortIsRefused() throws IOException {
        var bytes = Files.readAllBytes(folder.resolve(DECODER));
        Files.write(folder.resolve(DECODER), Arrays.copyOf(bytes, bytes.length / 2));
        refused(DECODER + " is not a usable ONNX model");
    }

    @Test
    void featuresOfWhisperAreRefused() throws IOException {
        put(Shipped.tiny("whisper").resolve("encoder.onnx"), ENCODER);
        refused(ENCODER + " has metadata 'feature' = 'whisper', expected 'kaldi-fbank-80'; take an"
                + " export");
    }

    @Test
    void anotherKindOfNetworkIsRefused() throws IOException {
        var file = folder.resolve(ENCODER);
        var text = Files.readString(file, StandardCharsets.ISO_8859_1);
        // Both have one length, so the rest of the file stays valid.
        Files.writeString(file, text.replace("zipformer2", "conformerX"),
                StandardCharsets.ISO_8859_1);
        refused("'model_type' = 'conformerX', expected one of [zipformer, zipformer2]");
    }

    @Test
    void aNetworkThatDoesNotStreamIsRefused() throws IOException {
        put(folder.resolve(JOINER), ENCODER);
        refused(ENCODER + " has no metadata 'T', expected the frames of a step; take the export"
                + " of a streaming zipformer");
    }

    @Test
    void aJoinerAsDecoderIsRefused() throws IOException {
        put(folder.resolve(JOINER), DECODER);
        refused(DECODER + " has no metadata 'context_size'");
    }

    @Test
    void tokensOfAnotherExportAreRefused() throws IOException {
        Files.writeString(folder.resolve("tokens.txt"), "<blk> 0\n<unk> 1\n\u2581A 2\n");
        refused("'vocab_size' = 11, but tokens.txt has 3 symbols; take both from one export");
    }

    @Test
    void aJoinerOfAnotherExportIsRefused() throws IOException {
        put(Shipped.tiny("undecided").resolve("joiner.onnx"), JOINER);
        refused(JOINER + " has the inputs [encoder_out FLOAT[-1, 6], decoder_out FLOAT[-1, 6]],"
                + " expected FLOAT in [[1, 11], [1, 11]]");
    }

    private void put(Path file, String name) throws IOException {
        Files.copy(file, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private void opens() {
        switch (Recognizers.open("transducer", folder)) {
            case Ready(var recognizer) -> {
                assertEquals("transducer", recognizer.name());
                recognizer.close();
            }
            case Refused(var failure) -> throw new AssertionError(failure);
        }
    }

    private void refused(String complaint) {
        switch (Recognizers.open("transducer", folder)) {
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
