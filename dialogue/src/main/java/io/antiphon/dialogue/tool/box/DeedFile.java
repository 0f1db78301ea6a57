package io.antiphon.dialogue.tool.box;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.call.CallId;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolResult.Done;
import io.antiphon.dialogue.tool.ToolResult.Failed;
import io.antiphon.dialogue.tool.ledger.Ledger;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The deeds of one call on the disk. A deed is written down before it is done; what is found begun and not ended
 * was cut off by the end of the process, and nobody knows whether it happened. Guarded by its journal.
 */
final class DeedFile {

    private final Path path;
    private final Ledger ledger;
    private long lines;

    private DeedFile(Path path, Ledger ledger, long lines) {
        this.path = path;
        this.ledger = ledger;
        this.lines = lines;
    }

    /** Opens the file of a call, and tells how the deeds ended that are in it. */
    static DeedFile open(Path folder, CallId call, Map<String, CompletableFuture<ToolResult>> ends)
            throws IOException {
        // The name is the call's, as far as a file may be called so.
        var path = folder.resolve(
                UUID.nameUUIDFromBytes(call.value().getBytes(StandardCharsets.UTF_8)) + ".jsonl");
        var lines = new LinkedHashMap<String, JsonNode>();
        var ledger = Ledger.open(path, line -> lines.put(line.path("id").asText(), line));
        lines.values().forEach(line -> {
            String deed = line.path("deed").asText();
            end(line).ifPresentOrElse(
                    end -> ends.put(deed, CompletableFuture.completedFuture(end)),
                    () -> ends.remove(deed));
        });
        return new DeedFile(path, ledger, lines.size());
    }

    void begun(String deed) throws IOException {
        append(JsonNodeFactory.instance.objectNode().put("deed", deed).put("state", "begun"));
    }

    /** A failure to write this is no harm: the deed then counts as begun, and is not done again. */
    void ended(String deed, ToolResult result, boolean stands) {
        var line = JsonNodeFactory.instance.objectNode()
                .put("deed", deed)
                .put("state", stands ? "unknown" : "void");
        if (result instanceof Done done) {
            line.put("state", "done");
            line.set("value", done.value());
            var fields = line.putObject("fields");
            done.fields().forEach(fields::put);
        }
        try {
            append(line);
        } catch (IOException e) {
            assert e != null;
        }
    }

    void delete() {
        ledger.close();
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the journal of a call that is over", e);
        }
    }

    private void append(ObjectNode line) throws IOException {
        ledger.append(Long.toString(lines), line);
        lines++;
    }

    /** Nothing if the deed may be done. */
    private static Optional<ToolResult> end(JsonNode line) {
        return switch (line.path("state").asText()) {
            case "void" -> Optional.empty();
            case "done" -> {
                var fields = new LinkedHashMap<String, String>();
                line.path("fields")
                        .properties()
                        .forEach(each -> fields.put(each.getKey(), each.getValue().asText()));
                yield Optional.of(new Done(line.path("value"), fields, Optional.empty()));
            }
            default -> Optional.of(new Failed(new EngineFailure(Kind.BROKEN, "tool",
                    "it was begun, and how it ended is not known"), true));
        };
    }
}
