package io.antiphon.dialogue.tool.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What schemas of OpenAPI 3.0 write otherwise than JSON Schema 2020-12 and OpenAPI 3.1 do. */
final class Dialect {

    private static final List<String> OF_OPENAPI = List.of("nullable", "discriminator", "xml",
            "externalDocs", "example");

    private Dialect() {}

    /** Changes one schema, not what is within it. */
    static ObjectNode modern(ObjectNode schema) {
        if (schema.path("nullable").isBoolean() && schema.path("nullable").asBoolean()
                && schema.path("type").isTextual()) {
            String type = schema.path("type").asText();
            schema.putArray("type").add(type).add("null");
        }
        bound(schema, "exclusiveMinimum", "minimum");
        bound(schema, "exclusiveMaximum", "maximum");
        // A property may be called like one of these, but is then a schema, not a setting.
        OF_OPENAPI.stream()
                .filter(key -> !schema.path(key).has("type"))
                .forEach(schema::remove);
        return schema;
    }

    /** In 3.0 a truth beside the bound, since then the bound itself. */
    private static void bound(ObjectNode schema, String exclusive, String bound) {
        if (schema.path(exclusive).isBoolean()) {
            boolean holds = schema.remove(exclusive).asBoolean();
            if (holds && schema.path(bound).isNumber()) {
                schema.set(exclusive, schema.remove(bound));
            }
        }
    }
}
