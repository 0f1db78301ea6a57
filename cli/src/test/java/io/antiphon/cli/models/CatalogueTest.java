package io.antiphon.cli.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.asr.Recognizers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    @Test
    void shippedCatalogueIsComplete() {
        for (var entry : Catalogue.shipped().entries()) {
            assertTrue(List.of("recogniser", "voice", "voice-detector", "turn", "language-model")
                    .contains(entry.kind()), entry.id());
            assertEquals(entry.engine().isEmpty(), entry.configuration().isEmpty(), entry.id());
            assertTrue(!entry.kind().equals("recogniser")
                    || Recognizers.ENGINES.containsAll(entry.engine().stream().toList()),
                    entry.id());
            for (var part : entry.parts()) {
                assertTrue(part.url().startsWith("https://"), part.url());
            }
        }
    }

    @Test
    void snippetNamesTheFolder() {
        var entry = Catalogue.shipped().find("vosk-small-en-us").orElseThrow();
        assertEquals(List.of("engines:", "  recogniser:", "    engine: vosk", "    model: /m/v"),
                entry.configuration("/m/v"));
    }

    @Test
    void whatIsWrongIsSaidSo() {
        assertEquals("a catalogue of version 2, expected 1", refusal("{\"version\": 2}"));
        assertTrue(refusal("{\"version\": 1, \"models\": [{\"kind\": \"voice\"}]}")
                .contains("no id"));
        var model = "{\"id\": \"a\", \"kind\": \"voice\", \"title\": \"A\", \"licence\": \"MIT\", "
                + "\"files\": [{\"url\": \"https://example.invalid/a.onnx\", \"bytes\": %s}]}";
        var fine = model.formatted("1");
        assertEquals("two models are called a",
                refusal("{\"version\": 1, \"models\": [" + fine + "," + fine + "]}"));
        assertTrue(refusal("{\"version\": 1, \"models\": [" + model.formatted("0") + "]}")
                .contains("0 bytes"));
        assertTrue(refusal("{\"version\": 1, \"models\": ["
                + fine.replace("a.onnx", "..") + "]}").contains("no file of a model"));
    }

    private static String refusal(String json) {
        return String.valueOf(assertThrows(IOException.class,
                () -> Catalogue.read(
                        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))))
                .getMessage());
    }
}
