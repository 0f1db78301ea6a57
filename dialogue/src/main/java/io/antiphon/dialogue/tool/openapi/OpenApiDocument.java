package io.antiphon.dialogue.tool.openapi;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.antiphon.dialogue.tool.spec.Source;
import java.util.List;
import java.util.Optional;

/** An OpenAPI 3.0 or 3.1 document, JSON or YAML. References lead within it; nothing is fetched for it. */
public final class OpenApiDocument {

    private static final ObjectMapper MAPPER = new ObjectMapper(new YAMLFactory());
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private final JsonNode document;

    private OpenApiDocument(JsonNode document) {
        this.document = document;
    }

    /** Nothing if the text is no such document. JSON is YAML, too. */
    public static Optional<OpenApiDocument> parse(String text) {
        try {
            return Optional.ofNullable(MAPPER.readTree(text))
                    .filter(node -> node.path("openapi").asText().startsWith("3."))
                    .map(OpenApiDocument::new);
        } catch (JacksonException e) {
            // Whoever asked says which document it was, and what it was to be.
            return Optional.empty();
        }
    }

    /**
     * The operation that a template names.
     *
     * @param from where the document was found, for servers that are told relative to it; may be empty
     */
    public Operation operation(Source.OpenApi source, String from) {
        for (var path : document.path("paths").properties()) {
            for (String method : METHODS) {
                var operation = path.getValue().path(method);
                if (operation.path("operationId").asText().equals(source.operationId())) {
                    return operation(source, from, path.getKey(), method);
                }
            }
        }
        return new Operation.Unusable(
                "the document has no operation \"" + source.operationId() + "\"");
    }

    private Operation operation(Source.OpenApi source, String from, String path, String method) {
        var server = Servers.address(document, source, from);
        return server.isEmpty()
                ? new Operation.Unusable(
                        "the document names no server with an http address; say server:")
                : new OperationShape(document, document.path("paths").path(path), method)
                        .operation(server.get() + path, source);
    }
}
