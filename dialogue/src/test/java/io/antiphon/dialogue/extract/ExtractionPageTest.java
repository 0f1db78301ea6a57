package io.antiphon.dialogue.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.campaign.FieldType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docs/extraction.md} says of the types holds. */
class ExtractionPageTest {

    private static final Path PAGE = Path.of("..", "docs", "extraction.md");
    private static final int COLUMNS = 5;

    record Row(FieldType type, String said, String value, String spoken,
            String confidence) {}

    @ParameterizedTest
    @MethodSource("rows")
    void aRowHolds(Row row) {
        var extraction = SaidTables.answer(row.type(), row.said());
        assertEquals(row.value(), SaidTables.shown(extraction));
        var value = extraction.values().get("it");
        if (!row.spoken().isEmpty() && value != null) {
            assertEquals(row.spoken(), value.spoken());
        }
        if (!row.confidence().isEmpty() && value != null) {
            assertEquals(Double.parseDouble(row.confidence()), value.confidence(), 0.005);
        }
    }

    @Test
    void everyTypeIsThere() throws IOException {
        var told = rows().map(Row::type).collect(Collectors.toSet());
        assertTrue(told.containsAll(List.of(FieldType.values())), told.toString());
    }

    static Stream<Row> rows() throws IOException {
        return Files.readString(PAGE)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .filter(cells -> cells.size() > COLUMNS)
                .flatMap(cells -> FieldType.of(cells.getFirst().replace("`", ""))
                        .map(type -> new Row(type, cells.get(1), cells.get(2), cells.get(3),
                                cells.get(4)))
                        .stream());
    }
}
