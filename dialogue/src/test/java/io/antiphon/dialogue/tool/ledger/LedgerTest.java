package io.antiphon.dialogue.tool.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    @TempDir
    private Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void begin() {
        file = folder.resolve("state/notes.jsonl");
    }

    @Test
    void sameIdIsWrittenOnceAlsoByTheNextProcess() throws IOException {
        try (var ledger = Ledger.open(file)) {
            ledger.append("a", note("first"));
            ledger.append("a", note("again"));
        }
        try (var ledger = Ledger.open(file)) {
            ledger.append("a", note("once more"));
            ledger.append("b", note("second"));
        }
        assertEquals(
                List.of("{\"text\":\"first\",\"id\":\"a\"}", "{\"text\":\"second\",\"id\":\"b\"}"),
                Files.readAllLines(file));
    }

    @Test
    void lineThatACrashCutOffSpoilsNoOther() throws IOException {
        try (var ledger = Ledger.open(file)) {
            ledger.append("a", note("first"));
        }
        Files.writeString(file, "{\"text\":\"hal", StandardOpenOption.APPEND);
        var read = new ArrayList<String>();
        try (var ledger = Ledger.open(file, line -> read.add(line.path("text").asText()))) {
            ledger.append("b", note("second"));
        }
        assertEquals(List.of("first"), read);
        assertEquals("{\"text\":\"second\",\"id\":\"b\"}", Files.readAllLines(file).getLast());
    }

    private static ObjectNode note(String text) {
        return JsonNodeFactory.instance.objectNode().put("text", text);
    }
}
