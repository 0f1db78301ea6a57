package io.antiphon.dialogue.extract;

import io.antiphon.dialogue.campaign.Asking;
import io.antiphon.dialogue.campaign.Expectation;
import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.campaign.FieldType;
import io.antiphon.dialogue.campaign.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the tables of these tests are read with: a field of each type, and a moment. */
final class SaidTables {

    /** A Tuesday. */
    static final LocalDateTime NOW = LocalDateTime.of(2026, 3, 10, 14, 20);

    private SaidTables() {}

    static Field field(FieldType type) {
        return switch (type) {
            case DIGITS -> new Field("it", type, 4, 14);
            case PHONE -> new Field("it", type, 5, 15);
            case OPTION -> new Field("it", type, Limits.NONE, options(), Asking.NOTHING, false,
                    Optional.empty());
            default -> new Field("it", type);
        };
    }

    private static Map<String, List<String>> options() {
        var options = new LinkedHashMap<String, List<String>>();
        options.put("billing", List.of("billing", "a bill", "my invoice"));
        options.put("printing", List.of("printing", "the printer", "it does not print"));
        options.put("login", List.of("login", "log in", "my password"));
        return options;
    }

    /** The answer to a question for such a field. */
    static Extraction answer(FieldType type, String said) {
        return answer(field(type), said);
    }

    static Extraction answer(Field field, String said) {
        return Extractor.extract(new Said(said, 1, NOW),
                new Expectation(field.type().answer(), List.of(field), false));
    }

    /** The value as the tables write it: "-" for none, "!" before a misfit. */
    static String value(FieldType type, String said) {
        return shown(answer(type, said));
    }

    static String shown(Extraction extraction) {
        return Optional.ofNullable(extraction.values().get("it"))
                .map(FieldValue::value)
                .or(() -> Optional.ofNullable(extraction.misfits().get("it"))
                        .map(misfit -> "!" + misfit))
                .orElse("-");
    }

    /** The rows of a table, without its comment. */
    static List<List<String>> rows(String resource) {
        try (var stream = SaidTables.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
