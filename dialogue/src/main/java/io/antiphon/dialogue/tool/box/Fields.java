package io.antiphon.dialogue.tool.box;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes out of an answer what a template wants of it. */
final class Fields {

    private Fields() {}

    /** What is not there, or null, is left out. */
    static Map<String, String> of(JsonNode value, Map<String, String> pointers) {
        var fields = new LinkedHashMap<String, String>();
        pointers.forEach((field, pointer) -> {
            var found = value.at(pointer);
            if (!found.isMissingNode() && !found.isNull()) {
                fields.put(field, found.isValueNode() ? found.asText() : found.toString());
            }
        });
        return fields;
    }
}
