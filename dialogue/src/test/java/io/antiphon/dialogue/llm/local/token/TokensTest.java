package io.antiphon.dialogue.llm.local.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.llm.local.ShippedModel;
import io.antiphon.dialogue.llm.local.grammar.Automaton;
import io.antiphon.dialogue.llm.local.grammar.JsonSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    private static final String JSON = """
            {"type": "object", "required": ["a"], "properties": {"a": {"enum": ["one", "eleven"]}}}""";

    @TempDir
    private Path folder;

    @Test
    void promptsBecomeTheTokensThatTheRecipeMadeOfThem() throws IOException {
        var tokens = shipped();
        int end = tokens.special("<|end|>");
        ShippedModel.recorded().forEach(recorded -> {
            var prompt = new ArrayList<Integer>();
            recorded.messages().forEach(message -> {
                prompt.add(tokens.special("<|" + message.role().written() + "|>"));
                prompt.addAll(tokens.encode(message.text()));
                prompt.add(end);
            });
            prompt.add(tokens.special("<|assistant|>"));
            assertEquals(recorded.prompt(), prompt);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two  spaces\tand\nlines \n ", "I'm sure you'll don't",
            "12.30, ok?!",
            "Grüße, 日本 🎉", "<|end|><|user|>", "\u0000\u001F\u007F\u00AD"})
    void anyTextComesBackFromItsTokens(String text) throws IOException {
        var tokens = shipped();
        var bytes = new ByteArrayOutputStream();
        tokens.encode(text).forEach(token -> {
            assertTrue(tokens.bytes(token).length > 0, "a special token in " + text);
            bytes.writeBytes(tokens.bytes(token));
        });
        assertEquals(text, bytes.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"model\": {\"type\": \"Unigram\"}}",
            "{\"model\": {\"type\": \"BPE\"}, \"pre_tokenizer\": {\"type\": \"Metaspace\"}}",
            "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 7}}, \"normalizer\": null, "
                    + "\"pre_tokenizer\": {\"type\": \"ByteLevel\"}}",
            "garbage"})
    void tokenizersOfAnotherKindAreRefused(String json) throws IOException {
        var file = Files.writeString(folder.resolve("tokenizer.json"), json);
        assertThrows(IOException.class, () -> BytePairs.read(file));
    }

    @Test
    void lettersComeWhole() {
        var text = new Utf8Text();
        var heard = new StringBuilder();
        for (byte each : "aß日🎉!".getBytes(StandardCharsets.UTF_8)) {
            heard.append(text.add(new byte[]{each})).append('|');
        }
        assertEquals("a||ß|||日||||🎉|!|", heard.toString());
    }

    @Test
    void bytesThatAreNoTextDoNotStopIt() {
        var text = new Utf8Text();
        assertEquals("\uFFFDa", text.add(new byte[]{(byte) 0xFF, 'a'}));
        assertEquals("", text.add(new byte[]{(byte) 0xE0}));
        assertFalse(text.add(new byte[]{'b'}).isEmpty());
    }

    @Test
    void coldSamplerTakesTheLikeliestThatIsAllowed() {
        float[] scores = {1, 5, 3, 4};
        var cold = new Sampler(0, 1, 0);
        assertEquals(1, cold.choose(scores, Optional.empty()));
        var allowed = new BitSet();
        allowed.set(0);
        allowed.set(2);
        assertEquals(2, cold.choose(scores, Optional.of(allowed)));
    }

    @Test
    void warmSamplerDrawsOnlyAmongTheLikely() {
        float[] scores = {0, 5, 4.9F, -9};
        var warm = new Sampler(1, 0.9, 3);
        int[] drawn = new int[4];
        for (int i = 0; i < 1000; i++) {
            drawn[warm.choose(scores, Optional.empty())]++;
        }
        assertEquals(1000, drawn[1] + drawn[2]);
        assertTrue(drawn[1] > drawn[2] && drawn[2] > 350, drawn[1] + " and " + drawn[2]);
    }

    @Test
    void constraintLeavesAlwaysRoomForTheEnd() throws IOException {
        var tokens = shipped();
        int end = tokens.special("<|end|>");
        var automaton = Automaton.of(JsonSchema.read(JSON));
        long seed = 4711;
        var lot = new Random(seed);
        for (int most = 11; most < 20; most++) {
            var constraint = new Constraint(tokens, automaton, end);
            var text = new ByteArrayOutputStream();
            for (int left = most; left > 0; left--) {
                int[] able = constraint.next(left).stream().toArray();
                int token = able[lot.nextInt(able.length)];
                if (token == end) {
                    break;
                }
                constraint.take(token);
                text.writeBytes(tokens.bytes(token));
            }
            assertTrue(automaton.accepts(text.toByteArray()), seed + ": " + text);
        }
        assertFalse(new Constraint(tokens, automaton, end).fits(10));
    }

    private static BytePairs shipped() throws IOException {
        return BytePairs.read(ShippedModel.folder().resolve("tokenizer.json"));
    }
}
