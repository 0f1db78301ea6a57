package io.antiphon.dialogue.tool.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Puts what {@code $ref} leads to in its place. References lead within the document; one that leads elsewhere, to
 * nothing or to itself is remembered as a problem.
 */
final class References {

    private static final int DEEPEST = 40;

    private final JsonNode document;
    private Optional<String> problem = Optional.empty();

    References(JsonNode document) {
        this.document = document;
    }

    /** The first reference that led nowhere. */
    Optional<String> problem() {
        return problem;
    }

    /** The node itself, if it is a reference, resolved; not what is within it. */
    JsonNode followed(JsonNode node) {
        var found = node;
        for (int depth = 0; found.has("$ref"); depth++) {
            found = target(found.path("$ref").asText(), depth);
        }
        return found;
    }

    /** A copy without any reference, and as JSON Schema 2020-12 has it. */
    JsonNode resolved(JsonNode node) {
        return resolved(node, 0);
    }

    private JsonNode resolved(JsonNode node, int depth) {
        return switch (node) {
            case ObjectNode object when object.has("$ref") ->
                resolved(target(object.path("$ref").asText(), depth), depth + 1);
            case ObjectNode object -> {
                var copy = object.objectNode();
                object.properties()
                        .forEach(each -> copy.set(each.getKey(),
                                resolved(each.getValue(), depth + 1)));
                yield Dialect.modern(copy);
            }
            case ArrayNode array -> {
                var copy = array.arrayNode();
                array.forEach(each -> copy.add(resolved(each, depth + 1)));
                yield copy;
            }
            default -> node;
        };
    }

    private JsonNode target(String reference, int depth) {
        var found = reference.startsWith("#/") && depth <= DEEPEST
                ? at(reference.substring(1))
                : MissingNode.getInstance();
        if (found.isMissingNode() && problem.isEmpty()) {
            problem = Optional.of("the document refers to " + reference
                    + ", which is not in it or contains itself");
        }
        return found;
    }

    private JsonNode at(String pointer) {
        try {
            return document.at(
                    JsonPointer.compile(URLDecoder.decode(pointer, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            // No pointer leads nowhere, too.
            return MissingNode.getInstance();
        }
    }
}
