package io.antiphon.dialogue.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A JSON Schema (2020-12) made ready. Any thread. References lead to places within the schema only: nothing is
 * fetched for it.
 */
public final class SchemaCheck {

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                    .formatAssertionsEnabled(true)
                    .locale(Locale.ENGLISH)
                    .build())
                    .schemaCacheEnabled(false));

    private final Schema schema;

    /**
     * Takes a schema without flaws.
     *
     * @throws IllegalArgumentException if it has one; {@link #flaw} tells before
     */
    public SchemaCheck(JsonNode schema) {
        try {
            this.schema = REGISTRY.getSchema(schema.deepCopy());
            this.schema.initializeValidators();
        } catch (SchemaException e) {
            throw new IllegalArgumentException("not a JSON Schema: " + e.getMessage(), e);
        }
    }

    /** What makes a schema unusable. */
    public static Optional<String> flaw(JsonNode schema) {
        if (!schema.isObject()) {
            return Optional.of("a JSON Schema is an object");
        }
        try {
            var check = new SchemaCheck(schema);
            // References are followed when they are first met, so one that leads nowhere shows only now.
            check.problems(schema);
            return Optional.empty();
        } catch (IllegalArgumentException | SchemaException e) {
            return Optional.of(String.valueOf(e.getMessage())
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip());
        }
    }

    /** What is wrong with a value, one line each: {@code day: integer found, string expected}. Nothing if it fits. */
    public List<String> problems(JsonNode value) {
        return schema.validate(value).stream().map(SchemaCheck::told).distinct().toList();
    }

    private static String told(Error error) {
        String place = String.valueOf(error.getInstanceLocation()).replaceFirst("^/", "");
        return place.isEmpty() ? error.getMessage() : place + ": " + error.getMessage();
    }
}
