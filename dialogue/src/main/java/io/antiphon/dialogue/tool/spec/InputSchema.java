package io.antiphon.dialogue.tool.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** A JSON Schema of an object: the arguments that a tool takes. Nobody changes the node; any thread may read it. */
public record InputSchema(JsonNode json) {

    /** Takes nothing. */
    public static final InputSchema NOTHING = of(JsonNodeFactory.instance.objectNode(), List.of());

    /** The schema of an object with these properties and no others. */
    public static InputSchema of(ObjectNode properties, List<String> required) {
        var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.set("properties", properties);
        var names = schema.putArray("required");
        required.forEach(names::add);
        schema.put("additionalProperties", false);
        return new InputSchema(schema);
    }

    /** In the order of the schema. */
    public List<Parameter> parameters() {
        var required = new HashSet<String>();
        json.path("required").forEach(name -> required.add(name.asText()));
        return json.path("properties")
                .properties()
                .stream()
                .map(each -> new Parameter(each.getKey(),
                        each.getValue().path("type").asText("any"),
                        required.contains(each.getKey()),
                        each.getValue().path("description").asText("")))
                .toList();
    }

    public Optional<Parameter> parameter(String name) {
        return parameters().stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
