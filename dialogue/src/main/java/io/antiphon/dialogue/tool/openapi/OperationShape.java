package io.antiphon.dialogue.tool.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.dialogue.tool.spec.Body;
import io.antiphon.dialogue.tool.spec.HeaderNames;
import io.antiphon.dialogue.tool.spec.InputSchema;
import io.antiphon.dialogue.tool.spec.Placeholders;
import io.antiphon.dialogue.tool.spec.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One operation as a request: its parameters and the members of its body become the arguments of one tool. Where a
 * body is no object, or one of its members is called like a parameter, it is one argument, {@code body}.
 */
final class OperationShape {

    private static final String BODY = "body";
    private static final Set<String> OURS = Set.of("accept", "content-type", "authorization");

    private final References references;
    private final JsonNode path;
    private final JsonNode operation;
    private final String method;
    private final ObjectNode properties = JsonNodeFactory.instance.objectNode();
    private final List<String> required = new ArrayList<>();
    private final Map<String, String> query = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    OperationShape(JsonNode document, JsonNode path, String method) {
        this.references = new References(document);
        this.path = path;
        this.operation = path.path(method);
        this.method = method;
    }

    Operation operation(String address, Source.OpenApi source) {
        parameters().values().forEach(this::addParameter);
        var body = body();
        if (references.problem().isPresent() || body.isEmpty()) {
            return new Operation.Unusable(references.problem()
                    .orElse("the operation wants a body that is not JSON"));
        }
        if (Placeholders.address(address).isEmpty()) {
            return new Operation.Unusable("its path is no part of an address");
        }
        var request = new Source.Http(method.toUpperCase(Locale.ROOT), address, query, headers,
                body.get(), source.auth(), source.idempotencyHeader());
        String summary = operation.path("summary").asText("");
        String description = operation.path("description").asText("");
        return new Operation.Found(request, InputSchema.of(properties, required),
                description.isEmpty() ? summary : description);
    }

    /** Those of the operation replace those of its path. */
    private Map<String, JsonNode> parameters() {
        var parameters = new LinkedHashMap<String, JsonNode>();
        for (var holder : List.of(path, operation)) {
            holder.path("parameters").forEach(each -> {
                var parameter = references.followed(each);
                parameters.put(parameter.path("in").asText() + " "
                        + parameter.path("name").asText(), parameter);
            });
        }
        return parameters;
    }

    private void addParameter(JsonNode parameter) {
        String name = parameter.path("name").asText();
        String placeholder = "{" + name + "}";
        switch (parameter.path("in").asText()) {
            case "query" -> query.put(name, placeholder);
            case "header" -> {
                // What the document may not describe (OpenAPI 3, parameter object), and what is ours to set.
                if (!HeaderNames.isSettable(name) || OURS.contains(name.toLowerCase(Locale.ROOT))) {
                    return;
                }
                headers.put(name, placeholder);
            }
            case "path" -> {
                // It stands in the path already.
            }
            default -> {
                return;
            }
        }
        if (references.resolved(parameter.path("schema")) instanceof ObjectNode schema) {
            parameter.path("description")
                    .asText("")
                    .lines()
                    .findFirst()
                    .ifPresent(line -> schema.put("description", line));
            properties.set(name, schema);
        } else {
            properties.putObject(name);
        }
        if (parameter.path("required").asBoolean()
                || parameter.path("in").asText().equals("path")) {
            required.add(name);
        }
    }

    private Optional<Body> body() {
        if (!operation.has("requestBody")) {
            return Optional.of(new Body.None());
        }
        var body = references.followed(operation.path("requestBody"));
        var content = body.path("content")
                .properties()
                .stream()
                .filter(each -> each.getKey().matches("application/(.+\\+)?json(;.*)?"))
                .findFirst();
        return content.map(each -> body(references.resolved(each.getValue().path("schema")),
                body.path("required").asBoolean()));
    }

    private Body body(JsonNode schema, boolean mustBe) {
        var members = schema.path("properties");
        boolean flat = mustBe && members.isObject() && !members.isEmpty()
                && members.properties().stream().noneMatch(each -> properties.has(each.getKey()));
        if (!flat) {
            properties.set(BODY, schema);
            if (mustBe) {
                required.add(BODY);
            }
            return new Body.Argument(BODY);
        }
        members.properties()
                .stream()
                .filter(each -> !each.getValue().path("readOnly").asBoolean())
                .forEach(each -> properties.set(each.getKey(), each.getValue()));
        schema.path("required")
                .valueStream()
                .map(JsonNode::asText)
                .filter(properties::has)
                .forEach(required::add);
        return new Body.Arguments();
    }
}
