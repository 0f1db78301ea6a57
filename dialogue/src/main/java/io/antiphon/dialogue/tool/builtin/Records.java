package io.antiphon.dialogue.tool.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A file of records: a JSON array of objects, or CSV whose first line names the columns. Read anew for each call, so
 * that whoever writes it needs to tell nobody.
 */
public record Records(Path file) {

    private static final long LARGEST_BYTES = 32L << 20;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CsvMapper CSV = new CsvMapper();

    /** All of them. */
    public List<JsonNode> all() throws IOException {
        if (Files.size(file) > LARGEST_BYTES) {
            throw new IOException(file + " is larger than " + LARGEST_BYTES + " bytes");
        }
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
            var array = JSON.readTree(file.toFile());
            if (!array.isArray()) {
                throw new IOException(file + " is no JSON array");
            }
            return array.valueStream().toList();
        }
        try (var rows = CSV.readerFor(JsonNode.class)
                .with(CsvSchema.emptySchema().withHeader())
                .<JsonNode>readValues(file.toFile())) {
            return rows.readAll();
        }
    }
}
